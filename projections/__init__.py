"""Pure folds over the log: weighing turns claims into changes, the view is a plain fold of the changes."""
