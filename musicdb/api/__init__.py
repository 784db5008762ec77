"""The functions a client can call, one declaration each. No sockets in here."""
