[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign grid = cmsfn.decode(content)]
[#assign limit = (grid.limit!6)?is_number?then(grid.limit!6, 6)]
[#if limit lt 1 || limit gt 24][#assign limit = 6][/#if]
<section class="frame product-grid">
  <div class="section-head">
    <h2>${grid.title!site.text("grid.products")}</h2>
    <p><a class="more" href="${site.link("/" + site.lang + "/products")}">${site.text("grid.products.all")}</a></p>
  </div>
  [#if grid.text?has_content]<p class="section-text">${grid.text}</p>[/#if]
  [#if (grid.show!"products") == "categories"]
    <ul class="cards cards-small">
      [#list site.items("product-categories", hgfn.find("product-categories", {"orderBy": "position", "limit": limit, "lang": site.lang}).ids) as category]
        [#assign address = site.link("/" + site.lang + "/products") + "?category=" + site.slugOf(category)?url("UTF-8")]
        <li class="card">
          [#if category.image?has_content]<a class="card-picture" href="${address}" tabindex="-1" aria-hidden="true">[@site.picture key=category.image sizes="(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 92vw" /]</a>[/#if]
          <div class="card-text">
            <h3 class="card-title"><a href="${address}">${category.title}</a></h3>
            [#if category.summary?has_content]<p class="card-summary">${category.summary}</p>[/#if]
          </div>
        </li>
      [/#list]
    </ul>
  [#else]
    [@site.productCards products=site.items("products", hgfn.find("products", {"anyOf": {"family": grid.family!"", "category": grid.category!""}, "orderBy": "sku", "descending": true, "limit": limit, "lang": site.lang}).ids) /]
  [/#if]
</section>
