def read(path):
    with open(path) as file:  # SINK
        return file.read()  # SINK
