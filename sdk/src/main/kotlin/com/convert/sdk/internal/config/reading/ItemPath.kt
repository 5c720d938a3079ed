package com.convert.sdk.internal.config.reading

/** Where an item of a list stands in the configuration; spelled out only when something is wrong with it. */
internal class ItemPath(private val parent: ItemPath?, private val list: String, private val index: Int) {
    override fun toString(): String = "${parent ?: "$"}.$list[$index]"
}
