package com.convert.sdk.internal.tracking

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import java.util.concurrent.atomic.AtomicLong

class MemoryQueueSpec : StringSpec({
    "events come out in the order they went in, and stay until they are removed" {
        runTest {
            val queue = MemoryQueue(10)
            listOf("a", "b", "c").forEach { queue.offer(exposure(it)) }
            queue.peek(2).map { it.visitorId } shouldContainExactly listOf("a", "b")
            queue.remove(2)
            queue.peek(2).map { it.visitorId } shouldContainExactly listOf("c")
            queue.head shouldBe 2
            queue.tail shouldBe 3
        }
    }

    "a full queue refuses the newest, and takes events again when there is room" {
        runTest {
            val queue = MemoryQueue(2)
            List(3) { queue.offer(exposure("v$it")) } shouldContainExactly
                listOf(Offered.ACCEPTED, Offered.ACCEPTED, Offered.FULL)
            queue.remove(1)
            queue.offer(exposure("d")) shouldBe Offered.ACCEPTED
        }
    }

    "it is full as long as it would refuse an event for want of room" {
        runTest {
            val queue = MemoryQueue(2)
            queue.isFull shouldBe false
            repeat(2) { queue.offer(exposure("v$it")) }
            queue.isFull shouldBe true
            queue.release(1)
            queue.isFull shouldBe false
            queue.offer(exposure("c")) shouldBe Offered.ACCEPTED
            queue.isFull shouldBe true
            queue.stop()
            queue.isFull shouldBe false
        }
    }

    "an event that is put behind the others was accepted once, and takes the place of one" {
        runTest {
            val queue = MemoryQueue(3)
            repeat(3) { queue.offer(exposure("v$it")) }
            queue.sendToBack()
            queue.peek(3).map { it.visitorId } shouldContainExactly listOf("v1", "v2", "v0")
            queue.accepted shouldBe 3
            queue.size shouldBe 3
            queue.waiting shouldBe 3
            queue.isFull shouldBe true
            queue.offer(exposure("d")) shouldBe Offered.FULL
        }
    }

    "a stopped queue takes nothing and keeps what it has" {
        runTest {
            val queue = MemoryQueue(2)
            queue.offer(exposure("a"))
            queue.stop()
            queue.stop()
            queue.offer(exposure("b")) shouldBe Offered.STOPPED
            queue.size shouldBe 1
        }
    }

    "the wake signal fires once, when its size is reached" {
        runTest {
            val queue = MemoryQueue(10)
            queue.wakeSignal.set(2)
            queue.offer(exposure("a"))
            queue.wakeSignal.wakes.tryReceive().isSuccess shouldBe false
            queue.offer(exposure("b"))
            queue.offer(exposure("c"))
            queue.wakeSignal.wakes.tryReceive().isSuccess shouldBe true
            queue.wakeSignal.wakes.tryReceive().isSuccess shouldBe false
        }
    }

    "many producers and one consumer lose nothing, and never exceed the bound" {
        runTest {
            withContext(Dispatchers.Default) {
                val queue = MemoryQueue(1_000)
                val accepted = AtomicLong()
                val producers = List(16) { producer ->
                    launch {
                        repeat(20_000) {
                            if (queue.offer(exposure("$producer-$it")) == Offered.ACCEPTED) accepted.incrementAndGet()
                        }
                    }
                }
                val taken = ArrayList<String>()
                val consumer = launch {
                    while (producers.any { it.isActive } || queue.size > 0) {
                        check(queue.size <= 1_000)
                        val batch = queue.peek(100)
                        queue.remove(batch.size)
                        batch.mapTo(taken) { it.visitorId }
                    }
                }
                producers.joinAll()
                consumer.join()
                taken.size.toLong() shouldBe accepted.get()
                taken.toSet().size shouldBe taken.size
                // Each producer's own events kept their order.
                taken.groupBy({ it.substringBefore('-') }, { it.substringAfter('-').toInt() })
                    .values.forEach { it shouldBe it.sorted() }
            }
        }
    }
})
