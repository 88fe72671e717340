"""Many reports at once: found, judged by workers, paired over years, compared with each other; `outputs` writes
what is found.
"""
