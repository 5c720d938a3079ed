package com.convert.sdk.internal.visitor.state

import com.convert.sdk.internal.visitor.state.VisitorRecord.Entry
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

private val stateKey = StoreSchema.stateKey("v")

class VisitorRecordSpec : StringSpec({
    fun VisitorRecord.deleteState() = delete(stateKey, StoreKey.of(stateKey))

    "of many decisions, those are marked that were" {
        val record = VisitorRecord("v")
        val ids = List(200) { "$it" }
        val marked = ids.filterTo(HashSet()) { it.length + it.last().code and 1 == 0 }
        for (id in ids) record.enter(id, "a", remember = true, mark = id in marked) shouldBe (id in marked)
        ids.filter(record::isExposed) shouldBe ids.filter(marked::contains)
        ids.filter { record.knows(it, "a", remembered = true, marked = true) } shouldBe ids.filter(marked::contains)
        for (id in ids) record.unmarkExposure(id)
        ids.filter(record::isExposed) shouldBe emptyList()
    }

    "an exposure is marked once, before its decision is remembered or after" {
        val record = VisitorRecord("v")
        record.enter("1", "a", remember = false, mark = true) shouldBe true
        record.enter("1", "a", remember = true, mark = true) shouldBe false
        record.knows("1", "a", remembered = true, marked = true) shouldBe true
        record.unmarkExposure("1")
        record.isExposed("1") shouldBe false
        record.markExposure("1") shouldBe true
        record.markExposure("1") shouldBe false
    }

    "marks outlive the decisions, and are no other decision's then" {
        val record = VisitorRecord("v")
        val ids = List(50) { "$it" }
        for (id in ids) record.enter(id, "a", remember = true, mark = true)
        record.deleteState()
        record.state().bucketing.size shouldBe 0
        ids.all(record::isExposed) shouldBe true
        for (id in ids) record.enter("other $id", "a", remember = true, mark = false)
        ids.any { record.isExposed("other $it") } shouldBe false
    }

    "decisions that are stored as a whole keep the marks, wherever they stand then" {
        val record = VisitorRecord("v")
        for (id in listOf("1", "2", "3")) record.enter(id, "a", remember = true, mark = id != "2")
        val turned = StoreSchema.write(VisitorState.ofBucketing(linkedMapOf("3" to "a", "2" to "a", "1" to "a")))
        record.set(stateKey, StoreKey.of(stateKey), Entry(turned, expiry = null))
        listOf("1", "2", "3").filter(record::isExposed) shouldBe listOf("1", "3")
        record.state().bucketing.keys.toList() shouldBe listOf("3", "2", "1")
    }

    "a decision in the place of another keeps its mark" {
        val record = VisitorRecord("v")
        record.enter("1", "a", remember = true, mark = true)
        record.enter("1", "b", remember = true, mark = true) shouldBe false
        record.state().bucketing shouldBe mapOf("1" to "b")
    }
})
