[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[#assign lang = site.lang]
[#assign slug = site.parameter("item")]
[#assign id = slug?has_content?then(hgfn.item("policies", slug, lang), "")]
[#if !id?has_content && !slug?has_content && cmsfn.editMode]
  [#-- Editors of the page see it with some article. --]
  [#assign id = hgfn.find("policies", {"limit": 1, "lang": lang}).ids?first!""]
[/#if]
[#assign article = id?has_content?then(site.item("policies", id), "")]
[#if !article?has_content]
  [#if !hgfn.moved("policies", slug, lang)][#include "/heliograph/templates/includes/missing.ftl"][/#if]
[#else]
[#assign home = site.homeOf(page)]
[#assign addresses = site.itemAddresses("policies", id)]
[#assign issuers = site.items("issuers", article.issuers![])]
[#assign topics = site.items("topics", article.topics![])]
[#assign source = article.source!{}]
[#assign rights = article.rights!{}]
[#macro date name value=""]
  [#if value?has_content]<div><dt>${site.text("policy." + name)}</dt><dd><time datetime="${hgfn.iso(value)}">${hgfn.day(value, lang)}</time></dd></div>[/#if]
[/#macro]
[#macro relation name ids]
  [#local articles = site.items("policies", ids)]
  [#if articles?has_content]
    <h3>${site.text("policy." + name)}</h3>
    <ul>[#list articles as each][#local address = site.itemLink("policies", each.@id)]<li>[#if address?has_content]<a href="${address}">${each.title}</a>[#else]${each.title}[/#if][#if each.docNumber?has_content]<span class="note" lang="zh">${each.docNumber}</span>[/#if]</li>[/#list]</ul>
  [/#if]
[/#macro]
[#assign published = article.datePublished!article.dateSigned!""]

[@site.layout title=article.title description=article.summary!"" addresses=addresses kind="article" main="policy-page"]
<article class="frame policy">
  [@site.breadcrumb steps=[{"title": site.nameOf(home), "path": site.pathOf(home)}, {"title": site.nameOf(cmsfn.parent(page, "mgnl:page")), "path": site.pathOf(cmsfn.parent(page, "mgnl:page"))}, {"title": article.title, "path": addresses[lang]}] /]
  <div class="policy-layout">
  <header class="policy-head">
    <p class="eyebrow">[#if (article.level!"")?has_content]${site.label("heliograph.policy-levels." + article.level)} · [/#if]${site.label("heliograph-policies.docType.options." + article.docType + ".label")}[#if article.status?has_content] [@site.status value=article.status /][/#if]</p>
    <h1>${article.title}</h1>
    [#if (article.titleOfficial!"")?has_content && article.titleOfficial != article.title]<p class="official-title">${article.titleOfficial}</p>[/#if]
    [#if (article.titleStatus!"")?has_content]<p class="title-status">${site.text("policy.title." + article.titleStatus)}</p>[/#if]
    <p class="policy-facts">[#if article.docNumber?has_content]<span class="doc-number" lang="zh">${article.docNumber}</span>[/#if][#if issuers?has_content]<span>${site.issuerNames(article)}</span>[/#if][#if published?has_content]<span>${hgfn.day(published, lang)}</span>[/#if][#if source.url?has_content]<a href="${source.url}" rel="noopener">${site.text("policy.source")}</a>[/#if]</p>
    [#if article.summary?has_content]<p class="lead">${article.summary}</p>[/#if]
  </header>
    <aside class="document" aria-labelledby="document-heading">
      <h2 id="document-heading">${site.text("policy.document")}</h2>
      <dl>
        [#if article.docNumber?has_content]<div class="document-number"><dt>${site.text("policy.number")}</dt><dd lang="zh">${article.docNumber}</dd></div>[/#if]
        [#if issuers?has_content]<div><dt>${site.text("policy.issuer")}</dt><dd><ul>[#list issuers as issuer]<li>${issuer.title}</li>[/#list]</ul></dd></div>[/#if]
        [@date name="signed" value=article.dateSigned!"" /]
        [@date name="published" value=article.datePublished!"" /]
        [@date name="effective" value=article.dateEffective!"" /]
        [@date name="expires" value=article.dateExpires!"" /]
        [@date name="repealed" value=article.dateRepealed!"" /]
        [#if article.indexNumber?has_content]<div><dt>${site.text("policy.index")}</dt><dd>${article.indexNumber}</dd></div>[/#if]
        [#if article.region?has_content]<div><dt>${site.text("policy.region")}</dt><dd>${site.word("country", article.region)}</dd></div>[/#if]
      </dl>
      [#if source.url?has_content || source.publisher?has_content]
        <h3>${site.text("policy.source")}</h3>
        <p>[#if source.url?has_content]<a href="${source.url}" rel="noopener">${source.publisher!source.url}</a>[#else]${source.publisher}[/#if][#if source.retrieved?has_content]<span class="note">${site.text("policy.retrieved", hgfn.day(source.retrieved, lang))}</span>[/#if]
        [#if source.archiveUrl?has_content]<a href="${source.archiveUrl}" rel="noopener">${site.text("policy.archive")}</a>[/#if]</p>
      [/#if]
      [#if rights.creditLine?has_content || rights.kind?has_content]
        <h3>${site.text("policy.rights")}</h3>
        <p>[#if rights.kind?has_content]<span class="tag">${site.word("rights", rights.kind)}</span> [/#if]${rights.creditLine!""}</p>
      [/#if]
      [@relation name="supersededBy" ids=article.supersededBy![] /]
      [@relation name="supersedes" ids=article.supersedes![] /]
      [@relation name="implements" ids=article.implements![] /]
      [#if topics?has_content]
        <h3>${site.text("policy.topics")}</h3>
        <ul class="topics">[#list topics as topic]<li><a class="chip" href="${site.link("/" + lang + "/policies")}?topic=${site.slugOf(topic)?url("UTF-8")}">${topic.title}</a></li>[/#list]</ul>
      [/#if]
    </aside>
    <div class="policy-main">
      [#if article.keyPoints?has_content]
        <section class="key-points" aria-labelledby="key-heading">
          <h2 id="key-heading">${site.text("policy.keyPoints")}</h2>
          <ul>[#list article.keyPoints as point]<li>${point}</li>[/#list]</ul>
        </section>
      [/#if]
      [#assign targets = site.rows(article.targets!"")]
      [#if targets?has_content]
        <section>
          <h2 id="targets-heading">${site.text("policy.targets")}</h2>
          <div class="table-scroll" tabindex="0" role="region" aria-labelledby="targets-heading">
          <table class="targets">
            <thead><tr><th scope="col">${site.text("target.label")}</th><th scope="col" class="number">${site.text("target.value")}</th><th scope="col" class="number">${site.text("target.base")}</th><th scope="col" class="number">${site.text("target.year")}</th></tr></thead>
            <tbody>
              [#list targets as target]
              <tr><th scope="row">${target.label}[#if target.scope?has_content]<span class="note">${target.scope}</span>[/#if]</th><td class="number"><b>${hgfn.quantity(target, lang)}</b></td><td class="number">${target.baseYear?has_content?then((target.baseYear!0)?c, "–")}</td><td class="number">${target.targetYear?has_content?then((target.targetYear!0)?c, "–")}</td></tr>
              [/#list]
            </tbody>
          </table>
          </div>
        </section>
      [/#if]
      [#if article.fullText?has_content]
        <section class="full-text" aria-labelledby="text-heading">
          <h2 id="text-heading">${site.text("policy.text")}</h2>
          <div class="prose">${article.fullText?no_esc}</div>
        </section>
      [/#if]
      [#if article.attachments?has_content]
        <section aria-labelledby="attachments-heading">
          <h2 id="attachments-heading">${site.text("policy.attachments")}</h2>
          <ul class="files">[#list article.attachments as file][#assign asset = damfn.getAsset(file)!][#if asset?has_content]<li><a href="${damfn.getAssetLink(file)}">${asset.title!asset.fileName}</a></li>[/#if][/#list]</ul>
        </section>
      [/#if]
      [#if article.translation?has_content]
        <p class="translation">${site.text("policy.translation." + (article.translation.method!"human"))}[#if article.translation.date?has_content] <time datetime="${hgfn.iso(article.translation.date)}">${hgfn.day(article.translation.date, lang)}</time>[/#if]</p>
      [/#if]
    </div>
  </div>
  [#assign related = site.items("policies", article.related![])]
  [#if related?has_content]
  <section class="related" aria-labelledby="related-heading">
    <h2 id="related-heading">${site.text("policy.related")}</h2>
    [@site.policyRows articles=related /]
  </section>
  [/#if]
  [#assign products = site.items("products", article.products![])]
  [#if products?has_content]
  <section class="related" aria-labelledby="products-heading">
    <h2 id="products-heading">${site.text("policy.products")}</h2>
    [@site.productCards products=products class="cards cards-small" /]
  </section>
  [/#if]
</article>
[@cms.area name="main" /]
<script type="application/ld+json">[#outputformat "JSON"]{"@context":"https://schema.org","@type":"Article","headline":"${article.title?json_string}"[#if article.summary?has_content],"description":"${article.summary?json_string}"[/#if],"inLanguage":"${lang}","url":"${hgfn.absolute(addresses[lang])?json_string}","mainEntityOfPage":"${hgfn.absolute(addresses[lang])?json_string}"[#if published?has_content],"datePublished":"${hgfn.iso(published)}"[/#if],"publisher":{"@type":"Organization","name":"${(home.siteName!home.title)?json_string}","url":"${hgfn.absolute(site.pathOf(home))?json_string}"}[#if issuers?has_content],"about":[[#list issuers as issuer]{"@type":"GovernmentOrganization","name":"${issuer.title?json_string}"}[#sep],[/#list]][/#if]}[/#outputformat]</script>
[/@site.layout]
[/#if]
