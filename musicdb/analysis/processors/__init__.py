"""What can be told about sound: one file for each subject. `musicdb.analysis.table` adds them up."""
