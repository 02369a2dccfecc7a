import time

time.sleep(0.001)
READY = True
