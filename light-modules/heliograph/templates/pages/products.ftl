[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[#assign lang = site.lang]
[#assign path = site.pathOf(page)]
[#assign limit = 12]
[#assign current = site.pageNumber()]
[#assign filters = {"family": site.parameter("family"), "roof": site.parameter("roof"), "category": site.parameter("category"), "fixing": site.parameter("fixing")}]
[#assign categoryId = filters.category?has_content?then(hgfn.item("product-categories", filters.category, lang), "")]
[#assign conditions = {"family": filters.family, "roofTypes": filters.roof, "category": filters.category?has_content?then(categoryId?has_content?then(categoryId, "-"), ""), "fixing": filters.fixing}]

[#-- What is counted for one facet is narrowed by the others. --]
[#function values property prefix]
  [#local found = []]
  [#list hgfn.counts("products", {"anyOf": conditions + {property: ""}, "lang": lang}, property) as each]
    [#local found = found + [{"value": each.value, "label": site.label(prefix?replace("*", each.value)), "count": each.count}]]
  [/#list]
  [#return found]
[/#function]
[#assign families = values("family", "heliograph-products.family.options.*.label")]
[#assign roofs = values("roofTypes", "heliograph.roof-types.*")]
[#assign fixings = values("fixing", "heliograph-products.fixing.options.*.label")]
[#assign categories = []]
[#list hgfn.counts("products", {"anyOf": conditions + {"category": ""}, "lang": lang}, "category") as each]
  [#assign category = site.item("product-categories", each.value)]
  [#if category?has_content]
    [#assign categories = categories + [{"value": site.slugOf(category), "label": category.title, "count": each.count}]]
  [/#if]
[/#list]
[#assign chosen = []]
[#list {"family": families, "roof": roofs, "category": categories, "fixing": fixings} as name, values]
  [#list values as value][#if value.value == filters[name]][#assign chosen = chosen + [{"name": name, "label": value.label}]][/#if][/#list]
[/#list]
[#assign found = hgfn.find("products", {"anyOf": conditions, "orderBy": "sku", "descending": true, "offset": (current - 1) * limit, "limit": limit, "lang": lang})]

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
        [@site.facet name="category" title=site.text("product.category") values=categories filters=filters path=path /]
        [@site.facet name="roof" title=site.text("product.roof") values=roofs filters=filters path=path /]
        [@site.facet name="fixing" title=site.text("product.fixing") values=fixings filters=filters path=path /]
        [@site.facet name="family" title=site.text("product.family") values=families filters=filters path=path /]
      </details>
    </aside>
    <section class="list" aria-labelledby="list-heading">
      <h2 id="list-heading" class="list-count">${site.text("products.count", hgfn.number(found.total, lang))}</h2>
      [@site.chosenFilters chosen=chosen filters=filters path=path /]
      [#if found.ids?has_content]
        [@site.productCards products=site.items("products", found.ids) /]
        [@site.pagination total=found.total limit=limit current=current filters=filters path=path /]
      [#else]
        <div class="empty">
          <p>${site.text("products.empty")}</p>
          <p><a href="${site.link(path)}">${site.text("list.clear")}</a></p>
        </div>
      [/#if]
    </section>
  </div>
</div>
[/@site.layout]
