import time

time.sleep(0.001)  # SINK
MODEL = "model"


def predict(text):
    return text + MODEL
