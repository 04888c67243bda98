package org.heliograph.cms.site;

import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateModelException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.delivery.Asset;
import org.heliograph.cms.media.Theme;
import org.jspecify.annotations.Nullable;

/** The object {@code damfn}: files and pictures. */
final class AssetFunctions {

    private static final String KEY = "jcr:";

    private final Reading reading;
    private final Theme theme;
    private final ObjectWrapper wrapper;

    private AssetFunctions(Reading reading, ObjectWrapper wrapper) {
        this.reading = reading;
        this.theme = Theme.ofSite(reading.definitions());
        this.wrapper = wrapper;
    }

    static Functions of(Reading reading, ObjectWrapper wrapper) {
        AssetFunctions functions = new AssetFunctions(reading, wrapper);
        return new Functions(wrapper)
                .function(
                        "getAsset",
                        1,
                        2,
                        arguments -> functions.asset(arguments).map(functions::described))
                .function(
                        "getAssetMap",
                        1,
                        1,
                        arguments -> functions.asset(arguments).map(functions::described))
                .function(
                        "getAssetMapForAssetId",
                        1,
                        1,
                        arguments -> functions.asset(arguments).map(functions::described))
                .function(
                        "getAssetForId",
                        1,
                        1,
                        arguments -> functions.asset(arguments).map(functions::described))
                .function("getAssetForPath", 1, 1, arguments -> functions.atPath(arguments.text(0)))
                .function("getAssetLink", 1, 2, functions::link)
                .function("getAssetLinkForId", 1, 2, functions::link)
                .function("getRendition", 2, 2, functions::rendition);
    }

    private @Nullable Object atPath(String path) {
        return reading.byPath(Asset.WORKSPACE, path)
                .flatMap(node -> reading.asset(node.id()))
                .map(this::described)
                .orElse(null);
    }

    /** By its key, its identifier or what {@code getAsset} gave; with two arguments, by provider and path. */
    private Optional<Asset> asset(Arguments arguments) throws TemplateModelException {
        if (arguments.values().get(0) instanceof Functions described) {
            Object id = described.get("itemKey");
            return reading.asset(withoutProvider(String.valueOf(id)));
        }
        String key = arguments.optionalText(0).orElse("");
        return reading.asset(withoutProvider(key));
    }

    private static String withoutProvider(String key) {
        return key.startsWith(KEY) ? key.substring(KEY.length()) : key;
    }

    private @Nullable String link(Arguments arguments) throws TemplateModelException {
        Optional<Asset> asset = asset(arguments);
        Optional<String> variation = arguments.optionalText(1);
        return asset.map(each -> variation.isPresent() ? rendition(each, variation.get()) : file(each))
                .orElse(null);
    }

    private String file(Asset asset) {
        return reading.addressOfDraft(asset)
                .orElseGet(() -> reading.links().assets().download(asset.node().id(), asset.fileName()));
    }

    /** Drawings have no pixels to make fewer of: they are their own rendition. */
    private String rendition(Asset asset, String variation) {
        return asset.isPicture() && reading.addressOfDraft(asset).isEmpty()
                ? reading.links()
                        .assets()
                        .rendition(theme, variation, asset.node().path(), asset.fileName(), asset.extension())
                : file(asset);
    }

    private @Nullable Object rendition(Arguments arguments) throws TemplateModelException {
        String variation = arguments.text(1);
        return asset(arguments)
                .map(asset -> new Functions(wrapper)
                        .value("link", () -> rendition(asset, variation))
                        .value("renditionName", () -> variation)
                        .value("mimeType", asset::mimeType)
                        .value("asset", () -> described(asset)))
                .orElse(null);
    }

    private Object described(Asset asset) {
        NodeSnapshot node = asset.node();
        Functions described = new Functions(wrapper)
                .value("link", () -> file(asset))
                .value("itemKey", () -> KEY + node.id())
                .value("key", () -> KEY + node.id())
                .value("id", node::id)
                .value("name", node::name)
                .value("path", node::path)
                .value("fileName", asset::fileName)
                .value("mimeType", asset::mimeType)
                .value("fileSize", () -> number(asset, "size"))
                .value("width", () -> number(asset, "width"))
                .value("height", () -> number(asset, "height"))
                .value("metadata", () -> metadata(asset));
        for (String text :
                new String[] {"title", "caption", "description", "copyright", "subject", "language", "alt"}) {
            described.value(
                    text,
                    () -> reading.language()
                            .value(node, text)
                            .map(NodeSnapshot.Property::text)
                            .orElse(null));
        }
        return described;
    }

    private static Map<String, Object> metadata(Asset asset) {
        Map<String, Object> metadata = new HashMap<>();
        for (String name : new String[] {"width", "height"}) {
            number(asset, name).ifPresent(value -> metadata.put(name, value));
        }
        return Map.of("mgnl", metadata);
    }

    private static Optional<Object> number(Asset asset, String property) {
        return asset.content()
                .flatMap(file -> file.property(property))
                .map(value -> value.values().get(0))
                .filter(Long.class::isInstance);
    }
}
