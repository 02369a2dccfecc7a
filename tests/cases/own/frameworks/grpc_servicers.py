# Probes: grpc.aio runs async methods of a servicer on the loop, plain ones in its thread pool.
import grpc


class GreeterStub:
    def __init__(self, channel):
        self.SayHello = channel.unary_unary("/Greeter/SayHello")
        self.ListHellos = channel.unary_stream("/Greeter/ListHellos")


class GreeterServicer:
    def SayHello(self, request, context):
        raise NotImplementedError


class Greeter(GreeterServicer):
    async def SayHello(self, request, context):
        with grpc.insecure_channel("localhost:50051") as channel:
            stub = GreeterStub(channel)
            for reply in stub.ListHellos(request):  # BLOCK: grpc._channel._MultiThreadedRendezvous.__next__
                print(reply)
            stub.SayHello.future(request).result()  # BLOCK: grpc.Future.result
            return stub.SayHello(request)  # BLOCK: grpc.UnaryUnaryMultiCallable.__call__


class PlainGreeter(GreeterServicer):
    def SayHello(self, request, context):
        with grpc.insecure_channel("localhost:50051") as channel:
            return GreeterStub(channel).SayHello(request)


class PatientGreeter(GreeterServicer):
    async def SayHello(self, request, context):
        async with grpc.aio.insecure_channel("localhost:50051") as channel:
            return await GreeterStub(channel).SayHello(request)


async def serve():
    server = grpc.aio.server()
    await server.start()
    await server.wait_for_termination()


async def serve_threads():
    server = grpc.server(None)
    server.start()
    server.wait_for_termination()  # BLOCK: grpc.Server.wait_for_termination
