[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[#assign lang = site.lang]
[#assign path = site.pathOf(page)]
[#assign limit = 10]
[#assign current = site.pageNumber()]
[#assign q = site.parameter("q")]
[#if q?length > 100][#assign q = q?substring(0, 100)][/#if]
[#assign filters = {"q": q}]
[@site.layout title=q?has_content?then(site.text("search.for", q), page.title) addresses=site.pageAddresses(page) isIndexed=false]
<div class="frame search-page">
  <header class="page-head"><h1>${page.title}</h1></header>
  <form class="search-form" role="search" action="${site.link(path)}" method="get" aria-label="${page.title}">
    <label for="q">${site.text("search.label")}</label>
    <div class="search-row">
      <input id="q" type="search" name="q" value="${q}" maxlength="100" autocomplete="off">
      <button type="submit" class="button">${site.text("search.submit")}</button>
    </div>
  </form>
  [#if q?has_content]
    [#assign found = hgfn.search(q, lang, (current - 1) * limit, limit)]
    <p class="list-count" role="status">${site.text("search.count", hgfn.number(found.total, lang), q)}</p>
    [#if found.results?has_content]
      <ol class="results">
        [#list found.results as result]
          [#assign address = result.address!""]
          [#if result.workspace == "topics"]
            [#-- A topic has no page of its own: its documents are what it leads to. --]
            [#assign topic = site.item("topics", result.id)]
            [#if topic?has_content][#assign address = "/" + lang + "/policies?topic=" + site.slugOf(topic)?url("UTF-8")][/#if]
          [/#if]
          <li>
            <p class="eyebrow">${site.text("search.kind." + result.workspace)}</p>
            [#assign term = (result.workspace == "glossary")?then(site.item("glossary", result.id), "")]
            [#assign translation = ""]
            [#if term?has_content]
              [#assign both = cmsfn.contentById(result.id, "glossary")]
              [#assign translation = (lang == "zh")?then(both.title!"", both.title_zh!"")]
            [/#if]
            <h2>[#if address?has_content]<a href="${site.link(address)}">${result.title}</a>[#else]${result.title}[/#if][#if translation?has_content && translation != result.title] <span class="translation-of" lang="${(lang == "zh")?then("en", "zh-CN")}">${translation}</span>[/#if]</h2>
            [#if term?has_content && (term.definition!"")?has_content]
              <p>${term.definition}</p>
            [#elseif result.excerpt?has_content]
              <p>[#list result.excerpt as part][#if part.marked]<mark>${part.text}</mark>[#else]${part.text}[/#if][/#list]</p>
            [/#if]
          </li>
        [/#list]
      </ol>
      [@site.pagination total=found.total limit=limit current=current filters=filters path=path /]
    [#else]
      <div class="empty">
        <p>${site.text("search.empty")}</p>
        <p><a href="${site.link("/" + lang + "/products")}">${site.text("missing.products")}</a> · <a href="${site.link("/" + lang + "/policies")}">${site.text("missing.policies")}</a></p>
      </div>
    [/#if]
  [/#if]
</div>
[/@site.layout]
