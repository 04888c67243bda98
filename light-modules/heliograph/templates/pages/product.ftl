[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign page = cmsfn.decode(content)]
[#assign lang = site.lang]
[#assign slug = site.parameter("item")]
[#assign id = slug?has_content?then(hgfn.item("products", slug, lang), "")]
[#if !id?has_content && !slug?has_content && cmsfn.editMode]
  [#-- Editors of the page see it with some product. --]
  [#assign id = hgfn.find("products", {"limit": 1, "orderBy": "sku", "lang": lang}).ids?first!""]
[/#if]
[#assign product = id?has_content?then(site.item("products", id), "")]
[#if !product?has_content]
  [#if !hgfn.moved("products", slug, lang)][#include "/heliograph/templates/includes/missing.ftl"][/#if]
[#else]
[#assign home = site.homeOf(page)]
[#assign addresses = site.itemAddresses("products", id)]
[#assign category = site.item("product-categories", product.category!"")]
[#assign wind = product.windLimit!{}]
[#assign snow = product.snowLimit!{}]
[#assign modules = product.moduleLimits!{}]
[#-- Datasheets whose file is there, those in the page's language first. --]
[#assign sheets = []]
[#assign otherSheets = []]
[#list site.rows(product.datasheets!"") as sheet]
  [#assign file = damfn.getAsset(sheet.file!"")!]
  [#if file?has_content]
    [#assign one = {"title": sheet.title, "language": sheet.language!"", "revision": sheet.revision!"", "link": damfn.getAssetLink(sheet.file), "size": site.text("file.size", file.fileName?keep_after_last(".")?upper_case, hgfn.number((file.fileSize / 1024)?ceiling, lang))}]
    [#if one.language == lang || one.language == ""][#assign sheets = sheets + [one]][#else][#assign otherSheets = otherSheets + [one]][/#if]
  [/#if]
[/#list]
[#assign sheets = sheets + otherSheets]
[#assign hasLimits = hgfn.quantity(wind, lang)?has_content || hgfn.quantity(snow, lang)?has_content || modules?has_content]
[#function named list prefix]
  [#local names = []]
  [#list list as each][#local names = names + [site.label(prefix + each)]][/#list]
  [#return names?join(site.text("list.separator"))]
[/#function]
[#function standardName standard]
  [#return standard.body + " " + standard.number + (standard.part!"")?has_content?then("." + standard.part!"", "") + standard.year?has_content?then(":" + (standard.year!0)?c, "")]
[/#function]

[#macro row term value note=""]
  [#if value?has_content]<tr><th scope="row">${term}</th><td>${value}[#if note?has_content]<span class="note">${note}</span>[/#if]</td></tr>[/#if]
[/#macro]

[@site.layout title=product.title description=product.summary!"" addresses=addresses image=site.firstPicture(product) kind="product"]
<article class="frame product">
  [#assign steps = [{"title": site.nameOf(home), "path": site.pathOf(home)}, {"title": site.nameOf(cmsfn.parent(page, "mgnl:page")), "path": site.pathOf(cmsfn.parent(page, "mgnl:page"))}, {"title": product.title, "path": addresses[lang]}]]
  [@site.breadcrumb steps=steps /]
  <div class="product-head">
  <header class="product-intro">
      [#if category?has_content]<p class="eyebrow"><a href="${site.link("/" + lang + "/products")}?category=${site.slugOf(category)?url("UTF-8")}">${category.title}</a></p>[/#if]
      <h1>${product.title}</h1>
      <p class="product-code"><span>${site.text("product.sku")} ${product.sku}</span>[#if product.model?has_content]<span>${site.text("product.model")} ${product.model}</span>[/#if]</p>
      [#if product.summary?has_content]<p class="lead">${product.summary}</p>[/#if]
      <p class="actions">
        <a class="button" href="${site.link("/" + lang + "/contact")}?product=${site.slugOf(product)?url("UTF-8")}">${site.text("product.enquire")}</a>
        [#if sheets?has_content]<a class="button-quiet" href="${sheets?first.link}">${site.text("product.datasheet")} <span class="file-size">${sheets?first.size}</span></a>[#else]<a class="button-quiet" href="#specification">${site.text("product.specification")}</a>[/#if]
      </p>
  </header>

  [#if hasLimits]
  <section class="limits" aria-labelledby="limits-heading">
    <h2 id="limits-heading">${site.text("product.limits")}</h2>
    <dl class="figures">
      [#if hgfn.quantity(wind, lang)?has_content]
        <div class="figure"><dt>${site.text("product.wind")}</dt><dd><b>${hgfn.quantity(wind, lang)}</b><span class="basis">[#if wind.basis?has_content]${site.word("basis", wind.basis)}[/#if][#if wind.standard?has_content] · ${wind.standard}[/#if][#if wind.maxHeight?has_content] · ${site.text("product.upTo", hgfn.quantity({"value": wind.maxHeight, "unit": wind.maxHeightUnit!"m"}, lang))}[/#if]</span></dd></div>
      [/#if]
      [#if hgfn.quantity(snow, lang)?has_content]
        <div class="figure"><dt>${site.text("product.snow")}</dt><dd><b>${hgfn.quantity(snow, lang)}</b><span class="basis">[#if snow.basis?has_content]${site.word("basis", snow.basis)}[/#if][#if snow.standard?has_content] · ${snow.standard}[/#if]</span></dd></div>
      [/#if]
      [#if modules.maxLength?has_content]
        <div class="figure"><dt>${site.text("product.module")}</dt><dd><b>${hgfn.number(modules.maxLength, lang)} × ${hgfn.number(modules.maxWidth!0, lang)} ${modules.unit}</b><span class="basis">${site.text("product.module.largest")}[#if modules.orientation?has_content] · ${site.word("orientation", modules.orientation)}[/#if]</span></dd></div>
      [/#if]
      [#if modules.minThickness?has_content]
        <div class="figure"><dt>${site.text("product.frame")}</dt><dd><b>${hgfn.range({"min": modules.minThickness, "max": modules.maxThickness!modules.minThickness, "unit": modules.unit}, lang)}</b><span class="basis">${site.text((modules.framed!true)?then("product.framed", "product.frameless"))}</span></dd></div>
      [/#if]
      [#if product.roofTypes?has_content && product.roofTypes?size <= 3]
        <div class="figure"><dt>${site.text("product.roof")}</dt><dd><b class="figure-words">${named(product.roofTypes, "heliograph.roof-types.")}</b>[#assign pitch = hgfn.range(product.roofPitch!{}, lang)][#if pitch?has_content]<span class="basis">${site.text("product.pitch")} ${pitch}</span>[/#if]</dd></div>
      [#elseif hgfn.range(product.tilt!{}, lang)?has_content]
        <div class="figure"><dt>${site.text("product.tilt")}</dt><dd><b>${hgfn.range(product.tilt, lang)}</b></dd></div>
      [/#if]
    </dl>
    [#if wind.exclusionZones?has_content]<p class="caution">${wind.exclusionZones}</p>[/#if]
  </section>
  [/#if]
  [#if product.gallery?has_content]
    <div class="gallery">
      [#list product.gallery as picture]
        <figure class="gallery-picture" id="picture-${picture?counter}">
          [@site.picture key=picture alt=(product.galleryAlt![])[picture?index]!product.title sizes="(min-width: 60rem) 36rem, 92vw" eager=picture?is_first /]
        </figure>
      [/#list]
    </div>
  [/#if]
  </div>

  <div class="product-body">
    <div class="prose">
      [#if product.body?has_content]${product.body?no_esc}[/#if]
      [#if product.penetratesRoof?? ]
        <h2>${site.text("product.seal")}</h2>
        <p>${site.text(product.penetratesRoof?then("product.penetrates", "product.penetratesNot"))}[#if product.flashing?has_content] ${product.flashing}[/#if]</p>
      [/#if]
    </div>
    <aside class="trade" aria-labelledby="trade-heading">
      <h2 id="trade-heading">${site.text("product.trade")}</h2>
      <dl>
        [#if product.moq?has_content]<div><dt>${site.text("product.moq")}</dt><dd>${site.text("product.pieces", hgfn.number(product.moq, lang))}</dd></div>[/#if]
        [#if product.leadTimeDays?has_content]<div><dt>${site.text("product.leadTime")}</dt><dd>${site.text("product.days", hgfn.number(product.leadTimeDays, lang))}</dd></div>[/#if]
        [#if product.originCountry?has_content]<div><dt>${site.text("product.origin")}</dt><dd>${site.word("country", product.originCountry)}</dd></div>[/#if]
        [#if product.hsCode?has_content]<div><dt>${site.text("product.hsCode")}</dt><dd>${product.hsCode}</dd></div>[/#if]
        [#list site.rows(product.warranties!"") as warranty]<div><dt>${site.text("product.warranty", site.word("scope", warranty.scope))}</dt><dd>${site.text("product.years", hgfn.number(warranty.years, lang))}[#if warranty.region?has_content]<span class="note">${site.text("product.region", site.word("country", warranty.region))}</span>[/#if]</dd></div>[/#list]
      </dl>
      [#if sheets?has_content]
        <h3>${site.text("product.datasheets")}</h3>
        <ul class="files">
          [#list sheets as sheet]<li><a href="${sheet.link}"[#if sheet.language?has_content] hreflang="${sheet.language}"[/#if]>${sheet.title}</a><span class="note">${sheet.size}[#if sheet.language?has_content] · ${site.languageNames[sheet.language]!sheet.language}[/#if][#if sheet.revision?has_content] · ${site.text("product.revision", sheet.revision)}[/#if]</span></li>[/#list]
        </ul>
      [/#if]
    </aside>
  </div>

  <section class="specification" id="specification" aria-labelledby="specification-heading">
    <h2 id="specification-heading">${site.text("product.specification")}</h2>
    <div class="spec-tables">
    <table class="spec">
      <caption>${site.text("product.structure")}</caption>
      <tbody>
        [@row term=site.text("product.fixing") value=(product.fixing!"")?has_content?then(site.label("heliograph-products.fixing.options." + (product.fixing!"") + ".label"), "") /]
        [@row term=site.text("product.roof") value=named(product.roofTypes![], "heliograph.roof-types.") /]
        [@row term=site.text("product.pitch") value=hgfn.range(product.roofPitch!{}, lang) /]
        [@row term=site.text("product.tilt") value=hgfn.range(product.tilt!{}, lang) /]
        [@row term=site.text("product.height") value=hgfn.quantity(product.buildingHeightMax!{}, lang) note=(product.buildingHeightMax.basis)?has_content?then(site.word("basis", product.buildingHeightMax.basis!""), "") /]
        [@row term=site.text("product.terrain") value=wind.terrain!"" /]
        [@row term=site.text("product.life") value=(product.designLife.value)?has_content?then(site.text("product.years", hgfn.number(product.designLife.value!0, lang)), "") note=(product.designLife.note)!"" /]
      </tbody>
    </table>
    [#assign groups = {}]
    [#list site.rows(product.specTable!"") as spec]
      [#assign group = (spec.group!"")?has_content?then(spec.group!"", site.text("product.further"))]
      [#assign groups = groups + {group: (groups[group]![]) + [spec]}]
    [/#list]
    [#list groups as group, specs]
    <table class="spec">
      <caption>${group}</caption>
      <tbody>
        [#list specs as spec]
          [#assign measured = hgfn.quantity(spec, lang)]
          [@row term=spec.label value=measured?has_content?then(measured, spec.text!"") note=measured?has_content?then(spec.text!"", "") + (spec.note!"") /]
        [/#list]
      </tbody>
    </table>
    [/#list]
    [#assign materials = site.rows(product.materials!"")]
    [#if materials?has_content]
    <table class="spec spec-wide">
      <caption>${site.text("product.materials")}</caption>
      <thead><tr><th scope="col">${site.text("material.part")}</th><th scope="col">${site.text("material.alloy")}</th><th scope="col">${site.text("material.finish")}</th></tr></thead>
      <tbody>
        [#list materials as material]
        <tr><th scope="row">${material.part}</th><td>${material.alloy!"–"}[#if material.temper?has_content]-${material.temper}[/#if]</td><td>[#if material.finish?has_content]${site.word("finish", material.finish)}[#if material.thickness?has_content] ${hgfn.quantity({"value": material.thickness, "unit": material.unit!""}, lang)}[/#if][#else]–[/#if]</td></tr>
        [/#list]
      </tbody>
    </table>
    [/#if]
    [#assign standards = site.rows(product.standards!"")]
    [#if standards?has_content]
    <table class="spec spec-wide">
      <caption>${site.text("product.standards")}</caption>
      <thead><tr><th scope="col">${site.text("standard.number")}</th><th scope="col">${site.text("standard.relation")}</th><th scope="col">${site.text("standard.scope")}</th></tr></thead>
      <tbody>
        [#list standards as standard]
        <tr><th scope="row">${standardName(standard)}</th><td>${site.word("relation", standard.relation)}</td><td>${(standard.scope!"")?has_content?then(site.word("scope", standard.scope!""), "–")}</td></tr>
        [/#list]
      </tbody>
    </table>
    [/#if]
    [#assign certificates = site.rows(product.certificates!"")]
    [#if certificates?has_content]
    <table class="spec spec-wide">
      <caption>${site.text("product.certificates")}</caption>
      <thead><tr><th scope="col">${site.text("certificate.number")}</th><th scope="col">${site.text("certificate.body")}</th><th scope="col">${site.text("certificate.valid")}</th></tr></thead>
      <tbody>
        [#list certificates as certificate]
        <tr><th scope="row">[#if certificate.file?has_content && damfn.getAsset(certificate.file)?has_content]<a href="${damfn.getAssetLink(certificate.file)}">${certificate.number}</a>[#else]${certificate.number}[/#if][#if certificate.standard?has_content]<span class="note">${certificate.standard}</span>[/#if]</th><td>${certificate.body}</td><td>[#if certificate.expires?has_content]<time datetime="${hgfn.iso(certificate.expires)}">${hgfn.day(certificate.expires, lang)}</time>[#else]–[/#if][#if certificate.listedModules?has_content]<span class="note">${site.text("certificate.modules", certificate.listedModules?join(site.text("list.separator")))}</span>[/#if]</td></tr>
        [/#list]
      </tbody>
    </table>
    [/#if]
    </div>
  </section>

  [#list {"product.components": product.components![], "product.related": product.related![]} as heading, ids]
    [#assign products = site.items("products", ids)]
    [#if products?has_content]
    <section class="related" aria-labelledby="${heading?replace(".", "-")}">
      <h2 id="${heading?replace(".", "-")}">${site.text(heading)}</h2>
      [@site.productCards products=products class="cards cards-small" /]
    </section>
    [/#if]
  [/#list]
</article>
[@cms.area name="main" /]
<script type="application/ld+json">[#outputformat "JSON"]{"@context":"https://schema.org","@type":"Product","name":"${product.title?json_string}","sku":"${product.sku?json_string}"[#if product.model?has_content],"model":"${product.model?json_string}"[/#if][#if product.summary?has_content],"description":"${product.summary?json_string}"[/#if][#if category?has_content],"category":"${category.title?json_string}"[/#if],"url":"${hgfn.absolute(addresses[lang])?json_string}","inLanguage":"${lang}","brand":{"@type":"Brand","name":"${(home.siteName!home.title)?json_string}"}[#if product.gallery?has_content],"image":[[#list product.gallery as picture]"${hgfn.absolute((damfn.getAssetLink(picture, "large")!"")?remove_beginning(ctx.contextPath))?json_string}"[#sep],[/#list]][/#if][#if hasLimits],"additionalProperty":[[#assign properties = []][#list {"wind": wind, "snow": snow} as name, limit][#if limit.value?has_content][#assign properties = properties + [{"name": site.text("product." + name), "value": limit.value, "unit": limit.unit}]][/#if][/#list][#list properties as each]{"@type":"PropertyValue","name":"${each.name?json_string}","value":${each.value?c},"unitText":"${each.unit?json_string}"}[#sep],[/#list]][/#if]}[/#outputformat]</script>
[/@site.layout]
[/#if]
