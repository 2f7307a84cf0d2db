"""Policies in the making: what a draft holds, how a form changes it, how it becomes a file. Pure."""
