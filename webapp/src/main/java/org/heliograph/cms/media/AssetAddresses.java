package org.heliograph.cms.media;

import java.util.Optional;
import java.util.function.Supplier;
import org.heliograph.cms.definition.Definitions;

/** Addresses of files and renditions, relative to the host. Those of working content take the right to preview. */
public final class AssetAddresses {

    /** What stands before the addresses of working content where they are not what everybody is served. */
    public static final String PREVIEW = "/.rest/preview/.assets";

    private static final String THUMBNAIL = "thumbnail";

    private final String prefix;
    private final String contextPath;
    private final Supplier<Definitions> definitions;

    /**
     * Those of working content.
     *
     * @param contextPath of this host, empty or with a leading slash
     * @param definitions the current ones, at each call
     */
    public AssetAddresses(String contextPath, Supplier<Definitions> definitions) {
        this(contextPath, contextPath + PREVIEW, definitions);
    }

    private AssetAddresses(String contextPath, String prefix, Supplier<Definitions> definitions) {
        this.contextPath = contextPath;
        this.prefix = prefix;
        this.definitions = definitions;
    }

    /** Those of what everybody is served. */
    public AssetAddresses ofDelivered() {
        return new AssetAddresses(contextPath, contextPath, definitions);
    }

    /** The file of an asset. */
    public String file(String assetId, String fileName) {
        return prefix + "/dam/jcr:" + assetId + "/" + PathText.encode(fileName);
    }

    /**
     * A rendition of an asset.
     *
     * @param generator what {@link Media#signed} answers, or {@code /mte/<theme>/<variation>}
     */
    public String rendition(String generator, String assetPath, String fileName) {
        return prefix + "/.imaging" + PathText.encode(generator) + "/dam" + PathText.encode(assetPath) + "/"
                + AssetFiles.CONTENT + "/" + PathText.encode(fileName);
    }

    /** The small picture of an asset in lists; empty for what is no picture and has none. */
    public Optional<String> thumbnail(String assetPath, String fileName, String mimeType) {
        if (Renditions.typeOf(mimeType).isEmpty()) {
            return Optional.empty();
        }
        String theme = definitions.get().site().theme();
        boolean known = Theme.ofSite(definitions.get()).variations().containsKey(THUMBNAIL);
        return Optional.of(rendition(known ? "/mte/" + theme + "/" + THUMBNAIL : "/default", assetPath, fileName));
    }
}
