# Probes: mutual recursion, recursion over a tree, and recursion that never blocks.
import time


class Node:
    def __init__(self, children=()):
        self.children = list(children)

    def flush(self):
        for child in self.children:
            child.flush()  # SINK
        time.sleep(0.001)  # SINK

    def size(self):
        return 1 + sum(child.size() for child in self.children)


def ping(n):
    if n:
        pong(n - 1)  # SINK


def pong(n):
    time.sleep(0.001)  # SINK
    ping(n - 1 if n else 0)  # SINK


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def walk(node, visit):
    visit(node)  # SINK
    for child in node.children:
        walk(child, visit)  # SINK


def visit_slowly(node):
    time.sleep(0.001)  # SINK


def visit_quickly(node):
    return node


async def main():
    ping(1)  # BLOCK: time.sleep
    Node([Node()]).flush()  # BLOCK: time.sleep
    walk(Node([Node()]), visit_slowly)  # BLOCK: time.sleep


async def quiet():
    walk(Node([Node()]), visit_quickly)
    return even(4), Node([Node()]).size()
