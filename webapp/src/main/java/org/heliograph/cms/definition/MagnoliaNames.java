package org.heliograph.cms.definition;

import java.util.Set;

/** Names that Magnolia brings along, so that what refers to them is not taken for a mistake. */
final class MagnoliaNames {

    /** What the names of its modules begin with. */
    private static final Set<String> MODULES = words("""
            about admincentral advanced ai api backup block blossom cache campaign ckeditor5 commenting commerce
            community configuration contacts content cookie core dam definitions demo device diff dx ecommerce
            enterprise external fastly form freemarker google graphql groovy headless i18n imaging inplace jaas
            jackrabbit jcr language ldap legacy links log magnolia mail marketing messages mgnl migration mte
            multisite observation pages password periscope personalization privacy property public publishing
            ratings rendering requestfilters resources rest rssaggregator scheduler security seo sitemap site
            soft spa spring stories sugar synchronization tags task templating theme third tools transactional
            translation travel travel-demo ui usage vaadin virtual visitors webhooks workflow
            """);

    static final Set<String> WORKSPACES = words("""
            website dam config users usergroups userroles category resources contacts stories tours keystore
            messages tasks marketing-tags rss templates scripts forum data imaging profiles segments personas
            googleSitemaps campaigns mgnlSystem mgnlVersion default tags translations advanced-cache workflow
            comments
            """);

    static final Set<String> PREFIXES = Set.of("mgnl", "jcr", "nt", "mix", "sv", "rep");

    static final Set<String> NODE_TYPES = words("""
            mgnl:content mgnl:contentNode mgnl:folder mgnl:page mgnl:area mgnl:component mgnl:resource
            mgnl:asset mgnl:category mgnl:user mgnl:role mgnl:group mgnl:contact mgnl:tag mgnl:tags mgnl:task
            mgnl:metaData mgnl:reserve mgnl:block mgnl:composition mgnl:story mgnl:variant mgnl:variants
            mgnl:template mgnl:contentType mgnl:data
            """);

    /** Types of a content type's property that are no models of its own. */
    static final Set<String> PROPERTY_TYPES = words("""
            String Boolean Decimal Double Long Date Binary Name Path URI Reference WeakReference asset richText
            """);

    /** What {@code reference:} may name besides content types, because Magnolia's own modules define it. */
    static final Set<String> REFERENCES = words("""
            asset page category marketingTag marketing-tag story tour userranking contact website dam
            """);

    /** Types of parts that modules outside of Magnolia's community edition 6.2 bring. */
    static final Set<String> TYPES_ELSEWHERE = words("""
            jsonComboBoxField jsonLinkField jsonMultiField jsonCompositeField jsonDatasource multiSelectListField
            aspectsField focalPointField assetUploadField timeField dateTimeField restDatasource contentApp
            """);

    static final Set<String> TEMPLATE_KEYS = words("""
            name $type class id title description i18nBasename renderType templateScript dialog areas parameters
            visible subtype type modelClass variations templateAvailability autoGeneration deletable writable
            moveable movable editable permissions inheritance maxComponents optional availableComponents
            createAreaNode enabled contentStructure baseUrl routeTemplate site label category icon thumbnail
            fragmentDefinition fragments cssFiles jsFiles headerScript cache extends bodyClass personalized
            userRoles personalizable
            """);

    static final Set<String> AREA_TYPES = Set.of("list", "single", "noComponent");

    private MagnoliaNames() {}

    private static Set<String> words(String words) {
        return Set.of(words.strip().split("\\s+"));
    }

    static boolean isModule(String name) {
        return MODULES.contains(name.split("-", 2)[0]);
    }
}
