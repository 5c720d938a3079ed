package com.convert.sdk.transport.jdk

import java.io.IOException
import java.io.InputStream
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.SocketException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executor
import kotlin.time.Duration

/**
 * A proxy on this machine's loopback interface that leads to [host] alone, by whichever of its addresses takes a
 * connection. What it carries is TLS from end to end. [threads] block: one for the relay and two for a connection.
 */
internal class AddressRelay(
    private val host: String,
    private val port: Int,
    private val connectTimeout: Duration,
    private val threads: Executor,
) : AutoCloseable {
    private val listener = ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())
    private val open: MutableSet<Socket> = ConcurrentHashMap.newKeySet()

    /** The address that took the last connection. */
    @Volatile
    private var proven: InetAddress? = null

    val address: InetSocketAddress = InetSocketAddress(InetAddress.getLoopbackAddress(), listener.localPort)

    init {
        threads.execute(::accept)
    }

    private fun accept() {
        while (true) {
            val client = try {
                listener.accept()
            } catch (_: IOException) {
                return // closed
            }
            open += client
            threads.execute { untilOneEnds(client) { serve(client) } }
        }
    }

    private fun serve(client: Socket) {
        val asked = client.getInputStream().head() ?: return
        if (!asked.startsWith("CONNECT $host:$port ", ignoreCase = true)) return
        val server = connect() ?: return
        client.getOutputStream().write(CONNECTED)
        threads.execute { carry(server, client) }
        carry(client, server)
    }

    private fun connect(): Socket? {
        val addresses = addresses()
        val timeout = (connectTimeout / addresses.size).inWholeMilliseconds.coerceAtLeast(1).toInt()
        return addresses.firstNotNullOfOrNull { address -> connect(address, timeout)?.also { proven = address } }
    }

    private fun connect(address: InetAddress, timeoutMillis: Int): Socket? {
        val server = Socket().also(open::add)
        try {
            server.tcpNoDelay = true
            server.connect(InetSocketAddress(address, port), timeoutMillis)
            return server
        } catch (_: IOException) {
            drop(server)
            return null
        }
    }

    /** The first one has just failed, or the relay would not be needed. */
    private fun addresses(): List<InetAddress> {
        val all = InetAddress.getAllByName(host).toList()
        return (listOfNotNull(proven.takeIf { it in all }) + all.drop(1) + all.take(1)).distinct()
    }

    private fun carry(from: Socket, to: Socket) =
        untilOneEnds(from, to) { from.getInputStream().transferTo(to.getOutputStream()) }

    private inline fun untilOneEnds(vararg sockets: Socket, carry: () -> Unit) {
        try {
            carry()
        } catch (_: IOException) {
            // One side went away, or the relay was closed.
        } finally {
            sockets.forEach(::drop)
        }
    }

    private fun drop(socket: Socket) {
        open -= socket
        try {
            socket.close()
        } catch (_: SocketException) {
            // It is gone.
        }
    }

    override fun close() {
        listener.close()
        open.forEach(::drop)
    }

    private companion object {
        const val BACKLOG = 16
        const val LONGEST_HEAD = 8 * 1024
        const val END_OF_HEAD = "\r\n\r\n"
        val CONNECTED = "HTTP/1.1 200 Connection established\r\n\r\n".toByteArray()

        /** A request's head; `null` when it does not come whole. */
        fun InputStream.head(): String? {
            val head = StringBuilder()
            while (!head.endsWith(END_OF_HEAD)) {
                val byte = read()
                if (byte < 0 || head.length == LONGEST_HEAD) return null
                head.append(byte.toChar())
            }
            return head.toString()
        }
    }
}
