"""The kinds of report, one file each; the registry loads every module of this folder."""
