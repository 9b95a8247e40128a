"""Published reports in; files of one format each out."""
