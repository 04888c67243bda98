package org.heliograph.cms.delivery;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.NodeSnapshot.Property;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.media.AssetAddresses;
import org.heliograph.cms.media.PathText;
import org.heliograph.cms.media.Theme;

/**
 * Addresses of pages and assets, as Magnolia builds them.
 *
 * @param baseUrl default base URL of the site, without slash at the end
 * @param contextPath of this host, empty or with a leading slash
 * @param assets what stands before the addresses of assets: nothing, but where they lead to working content that not
 *     everybody sees
 */
public record Links(String baseUrl, String contextPath, String assets) {

    private static final Pattern MACRO = Pattern.compile("\\$\\{link:\\{uuid:\\{([^}]*)},repository:\\{([^}]*)},"
            + "path:\\{([^}]*)}(?:,nodeData:\\{[^}]*},extension:\\{[^}]*})?}}");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss");
    private static final String ASSET_KEY = "jcr:";

    /** Those of what everybody is shown. */
    public static Links of(String baseUrl, String contextPath) {
        return new Links(baseUrl, contextPath, "");
    }

    /** Those whose assets are working content, for who previews it. */
    public Links ofPreview() {
        return new Links(baseUrl, contextPath, AssetAddresses.PREVIEW);
    }

    /** The absolute address of a node's page. */
    String page(String languagePrefix, String path) {
        return baseUrl + languagePrefix + PathText.encode(path) + ".html";
    }

    /** The address of a node of an endpoint in a language, relative to the host. */
    String version(Asked asked, String path, String languageTag) {
        String below = path.substring(asked.endpoint().rootPath().length());
        return contextPath + "/.rest/" + asked.address() + PathText.encode(below) + "?lang=" + languageTag;
    }

    /** The address of an asset's file, relative to the host. */
    public String download(String assetId, String fileName) {
        return contextPath + assets + "/dam/jcr:" + assetId + "/" + PathText.encode(fileName);
    }

    /** The address of a rendition, relative to the host; the default picture's where the theme does not size it. */
    public String rendition(Theme theme, String variation, String assetPath, String fileName, String extension) {
        String imaging = contextPath + assets + "/.imaging";
        if (!theme.variations().containsKey(variation)) {
            return imaging + "/default/dam" + PathText.encode(assetPath) + "/jcr:content." + PathText.encode(extension);
        }
        return imaging + "/mte/" + PathText.encode(theme.name()) + "/" + PathText.encode(variation) + "/dam"
                + PathText.encode(assetPath) + "/jcr:content/" + PathText.encode(fileName);
    }

    /**
     * Replaces link macros in rich text by addresses.
     *
     * @param complete whether they are absolute
     * @param view the state of the content that they lead into
     */
    public String resolve(String richText, boolean complete, String languagePrefix, Snapshot snapshot, View view) {
        if (!richText.contains("${link:")) {
            return richText;
        }
        String prefix = complete ? baseUrl : contextPath;
        return MACRO.matcher(richText)
                .replaceAll(macro -> Matcher.quoteReplacement(prefix + target(macro, languagePrefix, snapshot, view)));
    }

    private String target(MatchResult macro, String languagePrefix, Snapshot snapshot, View view) {
        String key = macro.group(1);
        String workspace = macro.group(2);
        if (workspace.equals("dam")) {
            Optional<String> asset = assetTarget(key, snapshot, view);
            if (asset.isPresent()) {
                return asset.get();
            }
        }
        String path =
                snapshot.byId(view, workspace, key).map(NodeSnapshot::path).orElse(macro.group(3));
        return (workspace.equals("dam") ? "/dam" : languagePrefix) + PathText.encode(path) + ".html";
    }

    /** An asset's key brings the time of its last change into the name, a plain identifier does not. */
    private Optional<String> assetTarget(String key, Snapshot snapshot, View view) {
        boolean isKey = key.startsWith(ASSET_KEY);
        String id = isKey ? key.substring(ASSET_KEY.length()) : key;
        return Asset.find(snapshot, view, id).map(asset -> {
            String name = isKey ? stamped(asset) : asset.fileName();
            return assets + "/dam/jcr:" + id + "/" + PathText.encode(name);
        });
    }

    private static String stamped(Asset asset) {
        String name = asset.fileName();
        int dot = name.lastIndexOf('.');
        Optional<Property> changed = asset.node().property("mgnl:lastModified");
        if (dot < 0 || changed.isEmpty() || !(changed.get().values().get(0) instanceof OffsetDateTime date)) {
            return name;
        }
        String stamp = STAMP.format(date.withOffsetSameInstant(ZoneOffset.UTC));
        return name.substring(0, dot) + "." + stamp + name.substring(dot);
    }
}
