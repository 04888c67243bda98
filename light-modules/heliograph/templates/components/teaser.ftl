[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign teaser = cmsfn.decode(content)]
[#assign address = site.typedLink(teaser.link!"")]
<section class="frame teaser">
  <div class="teaser-panel[#if teaser.image?has_content] teaser-pictured[/#if]">
    <div class="teaser-text">
      [#if teaser.eyebrow?has_content]<p class="eyebrow">${teaser.eyebrow}</p>[/#if]
      [#if teaser.title?has_content]<h2>${teaser.title}</h2>[/#if]
      [#if teaser.text?has_content]<p>${teaser.text}</p>[/#if]
      [#if address?has_content && teaser.linkText?has_content]<p class="actions"><a class="button" href="${address}">${teaser.linkText}</a></p>[/#if]
    </div>
    [#if teaser.image?has_content]<div class="teaser-picture">[@site.picture key=teaser.image alt=teaser.imageAlt!"" sizes="(min-width: 60rem) 30rem, 92vw" /]</div>[/#if]
  </div>
</section>
