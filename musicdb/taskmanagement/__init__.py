"""Long work: the table of states, the managers and the thread that drives tasks through their lives."""
