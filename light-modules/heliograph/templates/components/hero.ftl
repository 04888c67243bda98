[#ftl output_format="HTML"]
[#import "/heliograph/templates/includes/site.ftl" as site]
[#assign hero = cmsfn.decode(content)]
<section class="hero">
  <div class="frame hero-row">
    <div class="hero-text">
      [#if hero.eyebrow?has_content]<p class="eyebrow">${hero.eyebrow}</p>[/#if]
      [#if hero.title?has_content]<h1>${hero.title}</h1>[/#if]
      [#if hero.text?has_content]<p class="lead">${hero.text}</p>[/#if]
      [#assign first = site.typedLink(hero.link!"")][#assign second = site.typedLink(hero.secondLink!"")]
      [#if first?has_content || second?has_content]
        <p class="actions">
          [#if first?has_content && hero.linkText?has_content]<a class="button" href="${first}">${hero.linkText}</a>[/#if]
          [#if second?has_content && hero.secondLinkText?has_content]<a class="button-quiet" href="${second}">${hero.secondLinkText}</a>[/#if]
        </p>
      [/#if]
    </div>
    [#if hero.image?has_content]<div class="hero-picture">[@site.picture key=hero.image alt=hero.imageAlt!"" sizes="(min-width: 60rem) 40rem, 92vw" eager=true class="drawing" /]</div>[/#if]
  </div>
</section>
