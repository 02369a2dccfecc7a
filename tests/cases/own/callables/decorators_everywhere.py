# Probes: a decorator that decorates many functions hides none of them.
import functools
import time


def traced(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


@traced
def work_0():
    time.sleep(0.001)  # SINK


@traced
def work_1():
    time.sleep(0.001)  # SINK


@traced
def work_2():
    time.sleep(0.001)  # SINK


@traced
def work_3():
    time.sleep(0.001)  # SINK


@traced
def work_4():
    time.sleep(0.001)  # SINK


@traced
def work_5():
    time.sleep(0.001)  # SINK


@traced
def work_6():
    time.sleep(0.001)  # SINK


@traced
def work_7():
    time.sleep(0.001)  # SINK


@traced
def work_8():
    time.sleep(0.001)  # SINK


@traced
def work_9():
    time.sleep(0.001)  # SINK


@traced
def work_10():
    time.sleep(0.001)  # SINK


@traced
def work_11():
    time.sleep(0.001)  # SINK


@traced
def work_12():
    time.sleep(0.001)  # SINK


@traced
def work_13():
    time.sleep(0.001)  # SINK


@traced
def work_14():
    time.sleep(0.001)  # SINK


@traced
def work_15():
    time.sleep(0.001)  # SINK


@traced
def work_16():
    time.sleep(0.001)  # SINK


@traced
def work_17():
    time.sleep(0.001)  # SINK


@traced
def work_18():
    time.sleep(0.001)  # SINK


@traced
def work_19():
    time.sleep(0.001)  # SINK


@traced
def work_20():
    time.sleep(0.001)  # SINK


@traced
def work_21():
    time.sleep(0.001)  # SINK


@traced
def work_22():
    time.sleep(0.001)  # SINK


@traced
def work_23():
    time.sleep(0.001)  # SINK


@traced
def work_24():
    time.sleep(0.001)  # SINK


@traced
def work_25():
    time.sleep(0.001)  # SINK


@traced
def work_26():
    time.sleep(0.001)  # SINK


@traced
def work_27():
    time.sleep(0.001)  # SINK


@traced
def work_28():
    time.sleep(0.001)  # SINK


@traced
def work_29():
    time.sleep(0.001)  # SINK


async def all_of_them():
    work_0()  # BLOCK: time.sleep
    work_1()  # BLOCK: time.sleep
    work_2()  # BLOCK: time.sleep
    work_3()  # BLOCK: time.sleep
    work_4()  # BLOCK: time.sleep
    work_5()  # BLOCK: time.sleep
    work_6()  # BLOCK: time.sleep
    work_7()  # BLOCK: time.sleep
    work_8()  # BLOCK: time.sleep
    work_9()  # BLOCK: time.sleep
    work_10()  # BLOCK: time.sleep
    work_11()  # BLOCK: time.sleep
    work_12()  # BLOCK: time.sleep
    work_13()  # BLOCK: time.sleep
    work_14()  # BLOCK: time.sleep
    work_15()  # BLOCK: time.sleep
    work_16()  # BLOCK: time.sleep
    work_17()  # BLOCK: time.sleep
    work_18()  # BLOCK: time.sleep
    work_19()  # BLOCK: time.sleep
    work_20()  # BLOCK: time.sleep
    work_21()  # BLOCK: time.sleep
    work_22()  # BLOCK: time.sleep
    work_23()  # BLOCK: time.sleep
    work_24()  # BLOCK: time.sleep
    work_25()  # BLOCK: time.sleep
    work_26()  # BLOCK: time.sleep
    work_27()  # BLOCK: time.sleep
    work_28()  # BLOCK: time.sleep
    work_29()  # BLOCK: time.sleep
