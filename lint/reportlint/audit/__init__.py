"""Many reports at once: found, judged in a pool, paired over years, compared with each other, told as a whole."""
