"""Documents made with ReportLab: the consent copy and what follows it."""
