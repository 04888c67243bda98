package org.heliograph.cms.definition;

import java.util.List;
import java.util.Optional;

/**
 * A delivery endpoint of a light module ({@code restEndpoints/**.yaml}), Magnolia's {@code jcrDeliveryEndpoint_v2} and
 * {@code jcrPagesDeliveryEndpoint_v2}.
 *
 * @param id path below {@code restEndpoints} without extension, such as {@code delivery/products_v1}; global over all
 *     modules
 * @param module the module that defines it
 * @param path path below {@code /.rest}, without slash at either end, such as {@code delivery/products/v1}
 * @param pages whether it is a pages endpoint, which inherits areas
 * @param workspace JCR workspace; absent where the definition forgot it, which Magnolia answers with 500
 * @param rootPath prefix of every path, without slash at the end; empty for the root
 * @param nodeTypes types that are served at level 0; absent where the definition gave something that is no list
 * @param childNodeTypes types that are served below; absent likewise
 * @param strict whether subtypes of these do not count
 * @param depth levels of children in an answer
 * @param includeSystemProperties whether {@code jcr:} and {@code mgnl:} properties are shown
 * @param systemProperties single ones that are shown nevertheless
 * @param properties white list of property names; empty for all
 * @param excludeProperties black list, which counts only without a white list
 * @param bypassWorkspaceAcls whether the caller's rights on nodes are ignored
 * @param limit page size of a query that names none
 * @param maxLimit largest page size, to which larger ones are cut
 * @param references how references are resolved, in the order of the definition
 * @param referenceDepth levels of references that are resolved
 * @param referenceRepeat whether an id that is open already on the way down is expanded again
 */
public record Endpoint(
        String id,
        String module,
        String path,
        boolean pages,
        Optional<String> workspace,
        String rootPath,
        Optional<List<String>> nodeTypes,
        Optional<List<String>> childNodeTypes,
        boolean strict,
        int depth,
        boolean includeSystemProperties,
        List<String> systemProperties,
        List<String> properties,
        List<String> excludeProperties,
        boolean bypassWorkspaceAcls,
        long limit,
        long maxLimit,
        List<Reference> references,
        int referenceDepth,
        boolean referenceRepeat) {

    /**
     * @param propertyName regular expression that the whole property name must match; may be invalid, which Magnolia
     *     finds at request time
     * @param nodeType type that the holder of the property must be of, if given
     * @param resolver what to do with the value
     */
    public record Reference(String propertyName, Optional<String> nodeType, Resolver resolver) {}

    /** What to do with the value of a reference property. */
    public sealed interface Resolver {}

    /**
     * {@code jcrReferenceResolver}.
     *
     * @param targetWorkspace workspace of the referenced node; absent where the definition forgot it
     * @param expand whether the referenced node replaces its id
     * @param generateLink whether a link is added, or replaces the id where nothing is expanded
     * @param depthInReferencedNode levels of children of the referenced node; absent for all
     * @param properties white list for the referenced node
     * @param excludeProperties black list for the referenced node
     */
    public record JcrResolver(
            Optional<String> targetWorkspace,
            boolean expand,
            boolean generateLink,
            Optional<Integer> depthInReferencedNode,
            List<String> properties,
            List<String> excludeProperties)
            implements Resolver {}

    /**
     * {@code assetReferenceResolver}.
     *
     * @param expand whether a description of the asset replaces its key
     * @param includeAssetMetadata whether that holds the metadata
     * @param includeDownloadLink whether that holds the link
     * @param includeAlt whether that holds the alternative text, which Magnolia's does not
     * @param includeFocus whether that holds the focus of a picture, which Magnolia's does not
     * @param assetRenditions names of renditions to link
     */
    public record AssetResolver(
            boolean expand,
            boolean includeAssetMetadata,
            boolean includeDownloadLink,
            boolean includeAlt,
            boolean includeFocus,
            List<String> assetRenditions)
            implements Resolver {}

    /**
     * {@code richTextLinkReferenceResolver}.
     *
     * @param completeUrl whether links are absolute
     */
    public record RichTextResolver(boolean completeUrl) implements Resolver {}

    /** A resolver of an unknown type: the value stays as it is. */
    public record NoResolver() implements Resolver {}
}
