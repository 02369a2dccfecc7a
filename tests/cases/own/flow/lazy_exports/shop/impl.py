import time


def slow():
    time.sleep(0.001)  # SINK


def quick():
    return 1
