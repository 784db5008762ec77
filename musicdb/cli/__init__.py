"""The commands. One file each; here errors become sentences and exit codes."""
