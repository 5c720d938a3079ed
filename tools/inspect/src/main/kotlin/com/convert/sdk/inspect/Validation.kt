package com.convert.sdk.inspect

import com.convert.sdk.ConfigEntity
import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType

/** Collects what checks find. */
internal class Findings {
    private val found = ArrayList<ValidationFinding>()

    fun problem(code: String, entity: ConfigEntity?, message: String) = add(Severity.PROBLEM, code, entity, message)

    fun note(code: String, entity: ConfigEntity?, message: String) = add(Severity.NOTE, code, entity, message)

    private fun add(severity: Severity, code: String, entity: ConfigEntity?, message: String) {
        found += ValidationFinding(severity, code, entity?.type, entity?.let(::nameOf).orEmpty(), message)
    }

    fun sorted(): List<ValidationFinding> = found.sortedBy { it.severity }
}

internal fun nameOf(entity: ConfigEntity): String = entity.key ?: entity.id

/** Looks for what loads and will surprise. */
internal class Validation(private val snapshot: ConfigSnapshot) {
    private val decisions = Decisions(snapshot)
    private val findings = Findings()

    fun run(): ValidationReport {
        EntityType.entries.forEach(::identities)
        for (experience in decisions.experiences) {
            val entity = snapshot.entityByKey(EntityType.EXPERIENCE, experience.key) ?: continue
            TrafficCheck(experience, entity, findings).run()
            ReferenceCheck(snapshot, experience, entity, findings).run()
            siteArea(experience, entity)
        }
        archived()
        for (type in WITH_RULES) snapshot.entities(type).forEach(::rules)
        ExclusionCheck(decisions, snapshot, findings).run()
        FeatureCheck(decisions, snapshot, findings).run()
        return ValidationReport(findings.sorted(), EntityType.entries.sumOf { snapshot.entities(it).size })
    }

    private fun identities(type: EntityType) {
        val entities = snapshot.entities(type)
        for (entity in entities) {
            val key = entity.key
            if (key != null && snapshot.entityByKey(type, key) !== entity) {
                val message = "an earlier one has the same key, and is the one that is found"
                findings.problem("duplicate_key", entity, message)
            }
            if (snapshot.entityById(type, entity.id) !== entity) {
                findings.problem("duplicate_id", entity, "another one has the same id ${quoted(entity.id)}")
            }
            if (key == null && type in FOUND_BY_KEY) {
                findings.problem("no_key", entity, "it has no key, so nothing can ask for it")
            }
        }
    }

    private fun siteArea(experience: DecidedExperience, entity: ConfigEntity) {
        if (experience.restrictedTo == "site_area") RuleCheckup(findings, entity).run(experience.raw["site_area"])
    }

    private fun rules(entity: ConfigEntity) {
        val rules = entity.raw["rules"]
        if (rules == null || rules == "" || rules == false) {
            if (entity.type != EntityType.GOAL) {
                findings.problem("no_rules", entity, "it has no rules, so it matches nobody")
            }
            return
        }
        RuleCheckup(findings, entity).run(rules)
    }

    private fun archived() {
        for (id in (snapshot.raw["archived_experiences"] as? List<*>).orEmpty()) {
            if (snapshot.entityById(EntityType.EXPERIENCE, "$id") == null) {
                findings.note("unknown_archived", null, "the archived experience ${quoted("$id")} does not exist")
            }
        }
    }
}

private val WITH_RULES = listOf(EntityType.AUDIENCE, EntityType.SEGMENT, EntityType.LOCATION, EntityType.GOAL)
private val FOUND_BY_KEY = setOf(EntityType.EXPERIENCE, EntityType.FEATURE, EntityType.GOAL)
