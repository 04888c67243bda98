[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[#assign lang = site.lang]
[#assign path = site.pathOf(page)]
[#assign limit = 10]
[#assign current = site.pageNumber()]
[#function year name]
  [#local sent = site.parameter(name)]
  [#return sent?matches("(?:19|20)[0-9]{2}")?then(sent, "")]
[/#function]
[#assign filters = {"topic": site.parameter("topic"), "issuer": site.parameter("issuer"), "level": site.parameter("level"), "from": year("from"), "until": year("until")}]
[#-- A name that nothing has finds nothing. --]
[#function idOf workspace slug]
  [#if !slug?has_content][#return ""][/#if]
  [#local id = hgfn.item(workspace, slug, lang)]
  [#return id?has_content?then(id, "-")]
[/#function]
[#assign conditions = {"topics": idOf("topics", filters.topic), "issuers": idOf("issuers", filters.issuer), "level": filters.level}]
[#assign from = {"datePublished": filters.from}]
[#assign until = {"datePublished": filters.until}]

[#function referenced property workspace]
  [#local found = []]
  [#list hgfn.counts("policies", {"anyOf": conditions + {property: ""}, "from": from, "until": until, "lang": lang}, property) as each]
    [#local one = site.item(workspace, each.value)]
    [#if one?has_content]
      [#local found = found + [{"value": site.slugOf(one), "label": (one.shortName!"")?has_content?then(one.shortName!"", one.title), "count": each.count}]]
    [/#if]
  [/#list]
  [#return found]
[/#function]
[#assign topics = referenced("topics", "topics")]
[#assign issuers = referenced("issuers", "issuers")]
[#assign levels = []]
[#list hgfn.counts("policies", {"anyOf": conditions + {"level": ""}, "from": from, "until": until, "lang": lang}, "level") as each]
  [#assign levels = levels + [{"value": each.value, "label": site.label("heliograph.policy-levels." + each.value), "count": each.count}]]
[/#list]
[#assign chosen = []]
[#list {"topic": topics, "issuer": issuers, "level": levels} as name, values]
  [#list values as value][#if value.value == filters[name]][#assign chosen = chosen + [{"name": name, "label": value.label}]][/#if][/#list]
[/#list]
[#if filters.from?has_content][#assign chosen = chosen + [{"name": "from", "label": site.text("policies.from", filters.from)}]][/#if]
[#if filters.until?has_content][#assign chosen = chosen + [{"name": "until", "label": site.text("policies.until", filters.until)}]][/#if]
[#-- Years to choose from: those between the oldest and the newest document. --]
[#function yearOf isDescending]
  [#local ids = hgfn.find("policies", {"from": {"datePublished": "1900"}, "orderBy": "datePublished", "descending": isDescending, "limit": 1, "lang": lang}).ids]
  [#if ids?has_content]
    [#return hgfn.iso(cmsfn.contentById(ids?first, "policies").datePublished)?substring(0, 4)?number]
  [/#if]
  [#return 2020]
[/#function]
[#assign found = hgfn.find("policies", {"anyOf": conditions, "from": from, "until": until, "orderBy": "datePublished", "descending": true, "offset": (current - 1) * limit, "limit": limit, "lang": lang})]

[@site.layout title=page.title description=page.description!"" addresses=site.pageAddresses(page) isIndexed=!chosen?has_content && current == 1]
<div class="frame">
  [@site.breadcrumb steps=[{"title": site.nameOf(site.homeOf(page)), "path": site.pathOf(site.homeOf(page))}, {"title": page.title, "path": path}] /]
  <header class="page-head">
    <h1>${page.title}</h1>
    [#if page.description?has_content]<p class="lead">${page.description}</p>[/#if]
  </header>
  [@cms.area name="main" /]
  <div class="list-layout">
    <aside class="filters" aria-label="${site.text("list.filters")}">
      <details class="filters-fold" data-open-wide>
        <summary><span>${site.text("list.filters")}</span></summary>
        <h2 class="unseen">${site.text("list.filters")}</h2>
        <form class="years" action="${site.link(path)}" method="get" data-auto-submit>
          <fieldset>
            <legend>${site.text("policies.years")}</legend>
            <div class="years-row">
              [#list ["from", "until"] as name]
                <label><span>${site.text("policies." + name + ".label")}</span>
                  <select name="${name}">
                    <option value="">${site.text("policies.any")}</option>
                    [#list yearOf(true)..yearOf(false) as each]<option value="${each?c}"[#if each?c == filters[name]] selected[/#if]>${each?c}</option>[/#list]
                  </select></label>
              [/#list]
            </div>
          </fieldset>
          [#list ["topic", "issuer", "level"] as name][#if filters[name]?has_content]<input type="hidden" name="${name}" value="${filters[name]}">[/#if][/#list]
          <button type="submit" class="button-quiet">${site.text("list.apply")}</button>
        </form>
        [@site.facet name="topic" title=site.text("policy.topics") values=topics filters=filters path=path /]
        [@site.facet name="issuer" title=site.text("policy.issuer") values=issuers filters=filters path=path /]
        [@site.facet name="level" title=site.text("policy.level") values=levels filters=filters path=path /]
      </details>
    </aside>
    <section class="list" aria-labelledby="list-heading">
      <h2 id="list-heading" class="list-count">${site.text("policies.count", hgfn.number(found.total, lang))}</h2>
      [@site.chosenFilters chosen=chosen filters=filters path=path /]
      [#if found.ids?has_content]
        [@site.policyRows articles=site.items("policies", found.ids) /]
        [@site.pagination total=found.total limit=limit current=current filters=filters path=path /]
      [#else]
        <div class="empty">
          <p>${site.text("policies.empty")}</p>
          <p><a href="${site.link(path)}">${site.text("list.clear")}</a></p>
        </div>
      [/#if]
    </section>
  </div>
</div>
[/@site.layout]
