package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.media.AssetAddresses;
import org.heliograph.cms.media.AssetDetails;
import org.heliograph.cms.media.Focus;
import org.heliograph.cms.media.Media;
import org.heliograph.cms.media.PictureFormat;
import org.heliograph.cms.media.RenditionSpec;
import org.heliograph.cms.media.Uploads;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/**
 * Assets: folders, uploads, texts, focus, and addresses of renditions. Moving, deleting, versions and who uses an asset are
 * as with all items, in workspace {@code dam}.
 */
public final class MediaResource extends Resource {

    private static final String WORKSPACE = "dam";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] TAKEN = {"image/*", "application/*", "video/*", "text/*", "multipart/form-data"};

    private static final Schema FOCUS = Schema.object()
            .with("x", Schema.number().about("From the left, 0 to 1.", "自左侧起，0 至 1。"))
            .with("y", Schema.number().about("From the top, 0 to 1.", "自顶部起，0 至 1。"));

    private static final Schema BY_LANGUAGE = Schema.map(Schema.text(5000), 100);

    private static final Schema.ObjectSchema TEXTS = Schema.object()
            .may("title", BY_LANGUAGE)
            .may("alt", BY_LANGUAGE.about("What a picture shows, for who does not see it.", "供看不到图片的人阅读的替代文本。"))
            .may("caption", BY_LANGUAGE)
            .may("description", BY_LANGUAGE)
            .may("copyright", Schema.text(1000))
            .may("source", Schema.text(1000));

    private static final Schema ASSET = Schema.named(
            "Asset",
            () -> Schema.object()
                    .with("id", Schema.text(36))
                    .with("path", Schema.text(4000))
                    .with("revision", Schema.text(100))
                    .with("fileName", Schema.text(300))
                    .with("mimeType", Schema.text(200))
                    .with("size", Schema.integer(0, Long.MAX_VALUE))
                    .may("width", Schema.integer(0, Long.MAX_VALUE))
                    .may("height", Schema.integer(0, Long.MAX_VALUE))
                    .may("pages", Schema.integer(0, Long.MAX_VALUE))
                    .with("texts", TEXTS)
                    .may("focus", FOCUS)
                    .may("modified", Schema.text(40))
                    .with("link", Schema.text(4000).about("Of the file, for who is signed in.", "文件地址，供已登录用户使用。"))
                    .may("thumbnail", Schema.text(4000))
                    .may(
                            "isNew",
                            Schema.flag()
                                    .about(
                                            "Of an upload: false if the folder held the same bytes already.",
                                            "上传结果：若文件夹中已有相同内容则为 false。")));

    private static final Schema LISTING = Schema.named(
            "MediaListing",
            () -> Schema.object()
                    .with("path", Schema.text(4000))
                    .with("total", Schema.integer(0, Long.MAX_VALUE))
                    .with(
                            "folders",
                            Schema.list(
                                    Schema.object()
                                            .with("path", Schema.text(4000))
                                            .with("name", Schema.text(255)),
                                    1000))
                    .with("assets", Schema.list(ASSET, 200)));

    private final Media media;
    private final MediaListing listing;
    private final AssetAddresses addresses;

    /**
     * @param contextPath of this host, empty or with a leading slash
     * @param definitions the current ones, at each call
     */
    public MediaResource(Media media, ReadModel readModel, String contextPath, Supplier<Definitions> definitions) {
        this.media = media;
        this.listing = new MediaListing(readModel);
        this.addresses = new AssetAddresses(contextPath, definitions);
    }

    @Override
    List<Operation> operations() {
        return List.of(
                Operation.get("/media/{path*}", "What is in a folder of assets", "资源文件夹的内容")
                        .needs(Need.in(WORKSPACE, Permission.READ))
                        .takes(
                                Parameter.text(
                                        "q",
                                        200,
                                        "Words in names and texts; looks below all folders of this one.",
                                        "名称和文本中的词；搜索此文件夹下的所有层级。"),
                                Parameter.integer("offset", 0, 1_000_000, 0, "Entries to leave out.", "跳过的条数。"),
                                Parameter.integer("limit", 0, 200, 50, "Most entries to give.", "最多返回的条数。"))
                        .answers(200, LISTING)
                        .refuses(404)
                        .runs(this::list),
                Operation.post("/media/{path*}", "Upload a file into a folder", "上传文件到文件夹")
                        .needs(Need.in(WORKSPACE, Permission.READ))
                        .takes(Parameter.text("name", 500, "Of the file; a form brings its own.", "文件名；表单上传时取表单中的名称。"))
                        .takesStream(Uploads.MOST_BYTES, TAKEN)
                        .answers(201, ASSET)
                        .refuses(404, 409, 422, 503)
                        .runs(this::upload),
                Operation.put("/media/{path*}", "Give an asset another file", "替换资源的文件")
                        .needs(Need.in(WORKSPACE, Permission.READ, Permission.CHANGE))
                        .takes(
                                Parameter.text("name", 500, "Of the file.", "文件名。"),
                                Parameter.text("revision", 100, "That it is based on.", "所依据的修订。"))
                        .takesStream(Uploads.MOST_BYTES, TAKEN)
                        .answers(200, ASSET)
                        .refuses(404, 409, 422, 503)
                        .runs(this::replace),
                Operation.get("/media-details/{path*}", "One asset", "单个资源")
                        .needs(Need.in(WORKSPACE, Permission.READ))
                        .answers(200, ASSET)
                        .refuses(404)
                        .runs(call -> Answer.ok(json(media.details().read(call.path())))),
                Operation.put("/media-details/{path*}", "Change texts and focus of an asset", "修改资源的文本和焦点")
                        .needs(Need.in(WORKSPACE, Permission.READ, Permission.CHANGE))
                        .takesJson(Schema.object()
                                .with("revision", Schema.text(100).about("That it is based on.", "所依据的修订。"))
                                .may("texts", TEXTS)
                                .may("focus", FOCUS.orNull()))
                        .answers(200, ASSET)
                        .refuses(404, 409, 422)
                        .runs(this::save),
                Operation.post("/media-folders/{path*}", "Make a folder of assets", "新建资源文件夹")
                        .needs(Need.in(WORKSPACE, Permission.READ))
                        .takesJson(Schema.object().with("name", Schema.filledText(255)))
                        .answers(201, Schema.object().with("path", Schema.text(4000)))
                        .refuses(404, 409, 422)
                        .runs(this::addFolder),
                Operation.post("/media-renditions/{path*}", "The address of a rendition of any size", "任意尺寸图片的地址")
                        .needs(Need.in(WORKSPACE, Permission.READ, Permission.CHANGE))
                        .takesJson(Schema.object()
                                .may("width", Schema.integer(1, RenditionSpec.LONGEST_SIDE))
                                .may("height", Schema.integer(1, RenditionSpec.LONGEST_SIDE))
                                .may("crops", Schema.flag())
                                .may("format", Schema.oneOf("jpg", "png", "webp"))
                                .may("quality", Schema.integer(1, 100)))
                        .answers(
                                200,
                                Schema.object()
                                        .with(
                                                "link",
                                                Schema.text(4000)
                                                        .about("For everybody, once it is published.", "发布后对所有人有效。"))
                                        .with("preview", Schema.text(4000).about("For who is signed in.", "供已登录用户使用。")))
                        .refuses(404, 422)
                        .runs(this::sign));
    }

    private Answer list(Call call) throws RepositoryException {
        MediaListing.Found found =
                listing.find(call.rights(), call.path(), call.text("q"), call.integer("offset"), call.integer("limit"));
        ObjectNode answer = JSON.objectNode().put("path", call.path()).put("total", found.total());
        ArrayNode folders = answer.putArray("folders");
        found.folders()
                .forEach(
                        folder -> folders.addObject().put("path", folder.path()).put("name", folder.name()));
        ArrayNode assets = answer.putArray("assets");
        for (String id : found.assets()) {
            assets.add(json(media.details().readById(id)));
        }
        return Answer.ok(answer);
    }

    private Answer upload(Call call) throws IOException, RepositoryException {
        Uploads.Stored stored;
        if (call.mediaType().equals("multipart/form-data")) {
            MultipartFile file = MultipartFile.open(call.stream());
            String name = call.text("name").orElse(file.fileName());
            stored = media.uploads().add(call.caller(), call.path(), name, file);
        } else {
            stored = media.uploads()
                    .add(call.caller(), call.path(), call.text("name").orElse("file"), call.stream());
        }
        return Answer.created(json(media.details().readById(stored.id())).put("isNew", stored.isNew()));
    }

    private Answer replace(Call call) throws IOException, RepositoryException {
        Optional<String> revision = call.text("revision");
        Uploads.Stored stored;
        if (call.mediaType().equals("multipart/form-data")) {
            MultipartFile file = MultipartFile.open(call.stream());
            Optional<String> name = Optional.of(call.text("name").orElse(file.fileName()));
            stored = media.uploads().replace(call.caller(), call.path(), name, revision, file);
        } else {
            stored = media.uploads().replace(call.caller(), call.path(), call.text("name"), revision, call.stream());
        }
        return Answer.ok(json(media.details().readById(stored.id())));
    }

    private Answer save(Call call) throws RepositoryException {
        AssetDetails.Change change = new AssetDetails.Change(
                call.body().path("revision").asText(), texts(call.body().path("texts")), focus(call.body()));
        return Answer.ok(json(media.details().save(call.caller(), call.path(), change)));
    }

    private static Map<String, Map<String, String>> texts(JsonNode sent) {
        Map<String, Map<String, String>> texts = new HashMap<>();
        sent.properties().forEach(text -> {
            Map<String, String> values = new HashMap<>();
            if (text.getValue().isTextual()) {
                values.put("", text.getValue().textValue());
            } else {
                text.getValue()
                        .properties()
                        .forEach(value ->
                                values.put(value.getKey(), value.getValue().textValue()));
            }
            texts.put(text.getKey(), values);
        });
        return texts;
    }

    /** {@code null} is the middle, where a picture has its focus unless somebody says otherwise. */
    private static Optional<Focus> focus(JsonNode body) {
        if (!body.has("focus")) {
            return Optional.empty();
        }
        JsonNode focus = body.path("focus");
        try {
            return Optional.of(
                    focus.isNull()
                            ? Focus.MIDDLE
                            : new Focus(
                                    focus.path("x").doubleValue(),
                                    focus.path("y").doubleValue()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(422, "fields-wrong")
                    .withFields(List.of(ProblemException.Field.of("/focus", "focus-outside")));
        }
    }

    private Answer addFolder(Call call) throws RepositoryException {
        String path = media.uploads()
                .addFolder(call.caller(), call.path(), call.body().path("name").textValue());
        return Answer.created(JSON.objectNode().put("path", path));
    }

    private Answer sign(Call call) throws RepositoryException {
        AssetDetails.Details asset = media.details().read(call.path());
        JsonNode body = call.body();
        if (!body.has("width") && !body.has("height")) {
            throw new ProblemException(422, "fields-wrong")
                    .withFields(List.of(ProblemException.Field.of("/width", "rendition-without-size")));
        }
        RenditionSpec spec = new RenditionSpec(
                body.path("width").asInt(0),
                body.path("height").asInt(0),
                body.path("crops").asBoolean(true),
                PictureFormat.of(body.path("format").asText("")),
                body.path("quality").asInt(RenditionSpec.USUAL_QUALITY));
        String generator = media.signed(spec, asset.id());
        return Answer.ok(JSON.objectNode()
                .put("link", addresses.ofDelivered().rendition(generator, asset.path(), asset.fileName()))
                .put("preview", addresses.rendition(generator, asset.path(), asset.fileName())));
    }

    private ObjectNode json(AssetDetails.Details asset) {
        ObjectNode json = JSON.objectNode()
                .put("id", asset.id())
                .put("path", asset.path())
                .put("revision", asset.revision())
                .put("fileName", asset.fileName())
                .put("mimeType", asset.mimeType())
                .put("size", asset.size());
        asset.width().ifPresent(width -> json.put("width", width));
        asset.height().ifPresent(height -> json.put("height", height));
        asset.pages().ifPresent(pages -> json.put("pages", pages));
        ObjectNode texts = json.putObject("texts");
        asset.texts().forEach((name, values) -> {
            if (AssetDetails.LOCALIZED.contains(name)) {
                ObjectNode byLanguage = texts.putObject(name);
                values.forEach(byLanguage::put);
            } else {
                values.values().forEach(text -> texts.put(name, text));
            }
        });
        asset.focus()
                .ifPresent(focus -> json.putObject("focus").put("x", focus.x()).put("y", focus.y()));
        asset.modified().ifPresent(moment -> json.put("modified", moment.toString()));
        json.put("link", addresses.file(asset.id(), asset.fileName()));
        addresses
                .thumbnail(asset.path(), asset.fileName(), asset.mimeType())
                .ifPresent(link -> json.put("thumbnail", link));
        return json;
    }
}
