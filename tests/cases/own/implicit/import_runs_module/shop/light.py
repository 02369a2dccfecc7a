def predict(text):
    return text
