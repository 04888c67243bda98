[#ftl output_format="HTML"]
[#-- What all pages and components share: language, addresses, texts, pictures, and the frame around a page. --]

[#assign lang = cmsfn.language()]
[#assign languages = ["zh", "en"]]
[#assign languageNames = {"zh": "中文", "en": "English"}]
[#assign ogLocales = {"zh": "zh_CN", "en": "en_GB"}]

[#-- A text of the page's language; {0}, {1} ... stand for what is to be put in. --]
[#function text key values...]
  [#local shown = i18n["heliograph.site." + key]]
  [#list values as value]
    [#local shown = shown?replace("{" + value?index + "}", value)]
  [/#list]
  [#return shown]
[/#function]

[#-- A word of the data in the page's language; the word itself where it has no name. --]
[#function word kind value]
  [#local shown = text(kind + "." + value)]
  [#return (shown?contains("heliograph.site."))?then(value, shown)]
[/#function]

[#-- The name of an option, from the texts of the apps. --]
[#function label key]
  [#return i18n[key]]
[/#function]

[#-- A request parameter as it was sent; whatever shows it escapes it. --]
[#function parameter name]
  [#return cmsfn.unescapeXss(ctx.getParameter(name)!"")?trim]
[/#function]

[#-- A number of the request from one on; 1 where it is none. --]
[#function pageNumber]
  [#local sent = parameter("page")]
  [#return sent?matches("[1-9][0-9]{0,4}")?then(sent, "1")?number]
[/#function]

[#-- An item in the page's language; nothing where it is not there. --]
[#function item workspace id]
  [#local found = cmsfn.contentById(id, workspace)!]
  [#if found?has_content]
    [#return cmsfn.wrapForI18n(found)]
  [/#if]
  [#return ""]
[/#function]

[#function items workspace ids]
  [#local found = []]
  [#list ids as id]
    [#local one = item(workspace, id)]
    [#if one?has_content && one.title?has_content]
      [#local found = found + [one]]
    [/#if]
  [/#list]
  [#return found]
[/#function]

[#-- Rows of a structured list. --]
[#function rows list=""]
  [#if list?has_content]
    [#return cmsfn.children(list)]
  [/#if]
  [#return []]
[/#function]

[#function slugOf node]
  [#return (node.slug!"")?has_content?then(node.slug!"", node.@name)]
[/#function]

[#-- Unescaped page that a node lies in, and the root of the site. --]
[#function pageOf node]
  [#local page = cmsfn.decode(node)]
  [#if page.@nodeType != "mgnl:page"]
    [#local page = cmsfn.page(page)]
  [/#if]
  [#return page]
[/#function]

[#function homeOf page]
  [#local above = cmsfn.ancestors(page, "mgnl:page")]
  [#return above?has_content?then(above?first, page)]
[/#function]

[#function nameOf page]
  [#return (page.navigationTitle!"")?has_content?then(page.navigationTitle!"", page.title)]
[/#function]

[#-- Path of a page within a language, without context path. --]
[#function pathOf page language=lang]
  [#local home = homeOf(page)]
  [#local below = page.@path?substring(home.@path?length)]
  [#return "/" + language + below?has_content?then(below, "/")]
[/#function]

[#-- What stands in a link. --]
[#function link path]
  [#return ctx.contextPath + path]
[/#function]

[#-- A link that an editor typed: of this site, or of another. --]
[#function typedLink address=""]
  [#if address?starts_with("/") && !address?starts_with("//")]
    [#return link("/" + lang + address)]
  [#elseif address?matches("(?:https?://|mailto:|tel:)\\S+")]
    [#return address]
  [/#if]
  [#return ""]
[/#function]

[#function itemLink workspace id]
  [#local address = hgfn.address(workspace, id, lang)]
  [#return address?has_content?then(link(address), "")]
[/#function]

[#-- Addresses of an item in the languages it is published in. --]
[#function itemAddresses workspace id]
  [#local addresses = {}]
  [#list hgfn.languages(workspace, id) as language]
    [#local addresses = addresses + {language: hgfn.address(workspace, id, language)}]
  [/#list]
  [#return addresses]
[/#function]

[#function pageAddresses page]
  [#local addresses = {}]
  [#list languages as language]
    [#local addresses = addresses + {language: pathOf(page, language)}]
  [/#list]
  [#return addresses]
[/#function]

[#-- The query of a list with one parameter changed or taken out; a changed filter begins at the first page. --]
[#function query filters name value=""]
  [#local parts = []]
  [#list filters as key, old]
    [#local new = (key == name)?then(value, old)]
    [#if new?has_content]
      [#local parts = parts + [key + "=" + new?url("UTF-8")]]
    [/#if]
  [/#list]
  [#if name == "page" && value?has_content && value != "1"]
    [#local parts = parts + ["page=" + value]]
  [/#if]
  [#return parts?has_content?then("?" + parts?join("&"), "")]
[/#function]

[#-- A picture on its plate. Drawings are drawn in one shape, so that nothing moves while they load. --]
[#macro picture key alt="" sizes="100vw" eager=false class="plate"]
  [#local asset = damfn.getAsset(key)!]
  [#if asset?has_content]
    [#local original = damfn.getAssetLink(key)!]
    [#if (asset.mimeType!"") == "image/svg+xml"]
      <img class="${class}" src="${original}" alt="${alt}" width="1200" height="900"[#if eager] fetchpriority="high"[#else] loading="lazy"[/#if] decoding="async">
    [#else]
      <img class="${class}" src="${damfn.getAssetLink(key, "medium")!original}" srcset="${damfn.getAssetLink(key, "small")!original} 480w, ${damfn.getAssetLink(key, "medium")!original} 960w" sizes="${sizes}" alt="${alt}" width="1200" height="900"[#if eager] fetchpriority="high"[#else] loading="lazy"[/#if] decoding="async">
    [/#if]
  [/#if]
[/#macro]

[#function firstPicture product]
  [#return (product.gallery![])?first!""]
[/#function]

[#function firstAlt product]
  [#return (product.galleryAlt![])?first!product.title]
[/#function]

[#macro productCard product level="h3"]
  [#local address = itemLink("products", product.@id)]
  [#if address?has_content]
    <li class="card product-card">
      <a class="card-picture" href="${address}" tabindex="-1" aria-hidden="true">[@picture key=firstPicture(product) sizes="(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 92vw" /]</a>
      <div class="card-text">
        <p class="eyebrow">${label("heliograph-products.family.options." + product.family + ".label")}[#if product.fixing?has_content] · ${label("heliograph-products.fixing.options." + product.fixing + ".label")}[/#if]</p>
        <${level} class="card-title"><a href="${address}">${product.title}</a></${level}>
        <p class="card-sku">${product.sku}</p>
        [#local wind = hgfn.quantity(product.windLimit!{}, lang)][#local snow = hgfn.quantity(product.snowLimit!{}, lang)]
        [#if wind?has_content || snow?has_content]
          <dl class="card-facts">
            [#if wind?has_content]<div><dt>${text("product.wind")}</dt><dd>${wind}</dd></div>[/#if]
            [#if snow?has_content]<div><dt>${text("product.snow")}</dt><dd>${snow}</dd></div>[/#if]
          </dl>
        [#elseif product.summary?has_content]
          <p class="card-summary">${product.summary}</p>
        [/#if]
      </div>
    </li>
  [/#if]
[/#macro]

[#macro productCards products level="h3" class="cards"]
  <ul class="${class}">
    [#list products as product][@productCard product=product level=level /][/#list]
  </ul>
[/#macro]

[#function issuerNames article]
  [#local names = []]
  [#list items("issuers", article.issuers![]) as issuer]
    [#local names = names + [(issuer.shortName!"")?has_content?then(issuer.shortName!"", issuer.title)]]
  [/#list]
  [#return names?join(text("list.separator"))]
[/#function]

[#macro status value]
  [#if value?has_content]<span class="status status-${value}">${label("heliograph-policies.status.options." + value + ".label")}</span>[/#if]
[/#macro]

[#macro policyRow article level="h3"]
  [#local address = itemLink("policies", article.@id)]
  [#if address?has_content]
    [#local date = article.datePublished!article.dateSigned!""]
    <li class="policy-row">
      <p class="policy-date">[#if date?has_content]<time datetime="${hgfn.iso(date)}">${hgfn.day(date, lang)}</time>[/#if]</p>
      <div class="policy-text">
        <${level} class="policy-title"><a href="${address}">${article.title}</a></${level}>
        [#if article.summary?has_content]<p class="policy-summary">${article.summary}</p>[/#if]
        <p class="policy-meta">[#local issuers = issuerNames(article)][#if article.docNumber?has_content]<span class="doc-number" lang="zh">${article.docNumber}</span>[/#if][#if issuers?has_content]<span>${issuers}</span>[/#if]<span>${label("heliograph-policies.docType.options." + article.docType + ".label")}</span></p>
      </div>
      <p class="policy-status">[@status value=article.status!"" /]</p>
    </li>
  [/#if]
[/#macro]

[#macro policyRows articles level="h3"]
  <ul class="policy-rows">
    [#list articles as article][@policyRow article=article level=level /][/#list]
  </ul>
[/#macro]

[#-- A group of links that narrow a list. Values: [{value, label, count}]; filters: what is chosen now, by parameter. --]
[#macro facet name title values filters path]
  [#if values?has_content]
    [#local chosen = filters[name]]
    <section class="facet" aria-labelledby="facet-${name}">
      <h3 id="facet-${name}">${title}</h3>
      <ul>
        [#list values as value]
          [#local isChosen = value.value == chosen]
          <li><a href="${link(path)}${query(filters, name, isChosen?then("", value.value))}"[#if isChosen] aria-current="true"[/#if] rel="nofollow"><span>${value.label}</span><span class="count">${hgfn.number(value.count, lang)}</span></a></li>
        [/#list]
      </ul>
    </section>
  [/#if]
[/#macro]

[#-- What a list is narrowed by, each to be taken out. Chosen: [{name, label}]. --]
[#macro chosenFilters chosen filters path]
  [#if chosen?has_content]
    <p class="chosen"><span class="chosen-label">${text("list.chosen")}</span>
      [#list chosen as one]<a class="chip" href="${link(path)}${query(filters, one.name)}"><span>${one.label}</span><span class="chip-cross" aria-hidden="true">×</span><span class="unseen">${text("list.remove")}</span></a>[/#list]
      <a class="chosen-clear" href="${link(path)}">${text("list.clear")}</a></p>
  [/#if]
[/#macro]

[#macro pagination total limit current filters path]
  [#local last = ((total + limit - 1) / limit)?floor]
  [#if last > 1]
    <nav class="pagination" aria-label="${text("list.pages")}">
      [#if current > 1]<a rel="prev" href="${link(path)}${query(filters, "page", (current - 1)?c)}">${text("list.previous")}</a>[/#if]
      <ul>
        [#list 1..last as number]
          [#if number == 1 || number == last || (number - current)?abs <= 2]
            <li>[#if number == current]<a href="${link(path)}${query(filters, "page", number?c)}" aria-current="page">${number?c}</a>[#else]<a href="${link(path)}${query(filters, "page", number?c)}">${number?c}</a>[/#if]</li>
          [#elseif (number - current)?abs == 3]
            <li aria-hidden="true">…</li>
          [/#if]
        [/#list]
      </ul>
      [#if current < last]<a rel="next" href="${link(path)}${query(filters, "page", (current + 1)?c)}">${text("list.next")}</a>[/#if]
    </nav>
  [/#if]
[/#macro]

[#-- Steps: [{title, path}], the last one being the page itself. --]
[#macro breadcrumb steps]
  <nav class="breadcrumb" aria-label="${text("breadcrumb")}">
    <ol>
      [#list steps as step]
        <li>[#if step?has_next]<a href="${link(step.path)}">${step.title}</a>[#else]<span aria-current="page">${step.title}</span>[/#if]</li>
      [/#list]
    </ol>
  </nav>
  <script type="application/ld+json">[#outputformat "JSON"]{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[[#list steps as step]{"@type":"ListItem","position":${step?counter},"name":"${step.title?json_string}","item":"${hgfn.absolute(step.path)?json_string}"}[#sep],[/#list]]}[/#outputformat]</script>
[/#macro]

[#--
  The frame around a page.
  addresses: path of the same page in each language it exists in. image: asset for previews of links.
--]
[#macro layout title description="" addresses={} isIndexed=true image="" kind="website" main="page"]
[#local page = pageOf(content)]
[#local home = homeOf(page)]
[#local siteName = home.siteName!home.title!"Heliograph"]
[#local current = addresses[lang]!pathOf(home)]
<!DOCTYPE html>
<html lang="${(lang == "zh")?then("zh-CN", lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}[#if title != siteName] – ${siteName}[/#if]</title>
[#if description?has_content]<meta name="description" content="${description}">[/#if]
[#if !isIndexed]<meta name="robots" content="noindex, follow">[/#if]
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f5f7f6" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0e1514" media="(prefers-color-scheme: dark)">
[#if isIndexed]
<link rel="canonical" href="${hgfn.absolute(current)}">
[#list addresses as language, address]
<link rel="alternate" hreflang="${language}" href="${hgfn.absolute(address)}">
[/#list]
[#if addresses?has_content]<link rel="alternate" hreflang="x-default" href="${hgfn.absolute(addresses["en"]!current)}">[/#if]
[/#if]
<meta property="og:site_name" content="${siteName}">
<meta property="og:title" content="${title}">
[#if description?has_content]<meta property="og:description" content="${description}">[/#if]
<meta property="og:type" content="${kind}">
<meta property="og:url" content="${hgfn.absolute(current)}">
<meta property="og:locale" content="${ogLocales[lang]!lang}">
[#local social = ""][#if image?has_content][#local social = damfn.getAssetLink(image, "social")!""][/#if]
[#if social?has_content]<meta property="og:image" content="${hgfn.absolute(social?remove_beginning(ctx.contextPath))}">[/#if]
<link rel="icon" href="${resfn.cachedLink("/heliograph/webresources/icon.svg")}" type="image/svg+xml">
<link rel="stylesheet" href="${resfn.cachedLink("/heliograph/webresources/site.css")}">
<script src="${resfn.cachedLink("/heliograph/webresources/site.js")}" defer></script>
<link rel="alternate" type="application/rss+xml" title="${text("feed.policies")}" href="${link("/feeds/" + lang + "/policies.xml")}">
<link rel="alternate" type="application/feed+json" title="${text("feed.policies")}" href="${link("/feeds/" + lang + "/policies.json")}">
<link rel="alternate" type="application/rss+xml" title="${text("feed.products")}" href="${link("/feeds/" + lang + "/products.xml")}">
[@cms.page /]
</head>
<body class="${main}">
<a class="skip" href="#main">${text("skip")}</a>
<header class="site-header">
  <div class="frame header-row">
    <a class="brand" href="${link(pathOf(home))}"><img src="${resfn.cachedLink("/heliograph/webresources/mark.svg")}" alt="" width="32" height="32"><span>${siteName}</span></a>
    <nav class="site-nav" aria-label="${text("nav")}">
      <ul>
        [#list cmsfn.children(home, "mgnl:page") as each]
          [#if !(each.hideInNav!false) && each.title?has_content]
            [#local isHere = page.@path?starts_with(each.@path + "/")]
            <li><a href="${link(pathOf(each))}"[#if page.@path == each.@path] aria-current="page"[#elseif isHere] aria-current="true"[/#if]>${nameOf(each)}</a></li>
          [/#if]
        [/#list]
      </ul>
    </nav>
    <form class="site-search" role="search" action="${link("/" + lang + "/search")}" method="get">
      <label class="unseen" for="site-q">${text("search.label")}</label>
      <input id="site-q" type="search" name="q" maxlength="100" placeholder="${text("search.placeholder")}" autocomplete="off">
      <button type="submit"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><circle cx="8.5" cy="8.5" r="5.75" fill="none" stroke="currentColor" stroke-width="1.75"/><path d="M13 13l4.5 4.5" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"/></svg><span class="unseen">${text("search.submit")}</span></button>
    </form>
    <ul class="languages" aria-label="${text("languages")}">
      [#list languages as language]
        [#if language != lang]
          [#local target = addresses[language]!pathOf(home, language)]
          <li><a href="${link(target)}" hreflang="${language}" lang="${(language == "zh")?then("zh-CN", language)}" rel="alternate">${languageNames[language]}</a></li>
        [/#if]
      [/#list]
    </ul>
  </div>
</header>
<main id="main" tabindex="-1">
[#nested]
</main>
<footer class="site-footer">
  <div class="frame">
    [@cms.area name="footer" /]
    <div class="footer-row">
      <p>${siteName}</p>
      <ul>
        <li><a href="${link("/feeds/" + lang + "/policies.xml")}">${text("feed.policies")}</a></li>
        <li><a href="${link("/feeds/" + lang + "/products.xml")}">${text("feed.products")}</a></li>
        <li><a href="${link("/sitemap.xml")}">${text("sitemap")}</a></li>
      </ul>
    </div>
  </div>
</footer>
</body>
</html>
[/#macro]
