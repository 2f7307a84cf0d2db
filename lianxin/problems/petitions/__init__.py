"""Problems out of lists that other offices hand over: opened, looked over for doubles, taken back."""
