"""Files that describe a new project, as clean text.

The door is `kb.project_files.reading`. Nothing is imported here: the process that reads one file starts here.
"""
