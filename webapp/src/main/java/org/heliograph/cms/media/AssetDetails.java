package org.heliograph.cms.media;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.function.Supplier;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.definition.Site;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Caller;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** What editors say about assets, in workspace {@code dam}: texts per language, rights, and the focus of a picture. */
public final class AssetDetails {

    /** Texts that have a value per language. */
    public static final List<String> LOCALIZED = List.of("title", "alt", "caption", "description");

    /** Texts that all languages share. */
    public static final List<String> SHARED = List.of("copyright", "source");

    private final ContentRepository repository;
    private final Supplier<Definitions> definitions;
    private final Clock clock;

    /**
     * An asset as editors see it.
     *
     * @param id identifier
     * @param path in {@code dam}
     * @param revision changes when an editor changes something
     * @param fileName empty where no file was uploaded, as are the next ones
     * @param pages of a PDF
     * @param texts by name, those with a value per language by language tag, those without under an empty one
     * @param focus what matters in the picture, if somebody said so
     * @param modified when it was changed, if that is known
     */
    public record Details(
            String id,
            String path,
            String revision,
            String fileName,
            String mimeType,
            long size,
            OptionalLong width,
            OptionalLong height,
            OptionalLong pages,
            Map<String, Map<String, String>> texts,
            Optional<Focus> focus,
            Optional<Instant> modified) {}

    /**
     * What is to become of an asset; what is not in it stays.
     *
     * @param revision that it is based on
     * @param texts as in {@link Details}; an empty text takes it away
     * @param focus empty to leave it; the middle takes it away
     */
    public record Change(String revision, Map<String, Map<String, String>> texts, Optional<Focus> focus) {}

    AssetDetails(ContentRepository repository, Supplier<Definitions> definitions, Clock clock) {
        this.repository = repository;
        this.definitions = definitions;
        this.clock = clock;
    }

    /** @throws ProblemException 404 if there is no such asset */
    public Details read(String path) throws RepositoryException {
        return repository.read(AssetFiles.WORKSPACE, session -> details(Uploads.asset(session, path)));
    }

    /** @throws ProblemException 404 if there is no asset with that identifier */
    public Details readById(String id) throws RepositoryException {
        return repository.read(AssetFiles.WORKSPACE, session -> details(session.getNodeByIdentifier(id)));
    }

    /**
     * Stores a change.
     *
     * @throws ProblemException 404 if there is no such asset, 403 if the caller may not change it, 409 if it is not as the
     *     caller knows it, 422 with the fields if a language is none of the site, or not the caller's
     */
    public Details save(Caller caller, String path, Change change) throws RepositoryException {
        requireLanguages(caller, change.texts());
        return repository.write(AssetFiles.WORKSPACE, session -> {
            Node asset = Uploads.asset(session, path);
            Uploads.require(caller, Permission.CHANGE, path);
            Uploads.requireRevision(asset, Optional.of(change.revision()));
            for (Map.Entry<String, Map<String, String>> text : change.texts().entrySet()) {
                for (Map.Entry<String, String> value : text.getValue().entrySet()) {
                    set(asset, storedName(text.getKey(), value.getKey()), value.getValue());
                }
            }
            if (change.focus().isPresent()) {
                setFocus(asset, change.focus().get());
            }
            note(asset, caller);
            return details(asset);
        });
    }

    private void requireLanguages(Caller caller, Map<String, Map<String, String>> texts) {
        List<ProblemException.Field> wrong = new ArrayList<>();
        texts.forEach((name, values) -> values.keySet().forEach(tag -> {
            String pointer = "/texts/" + name + "/" + tag;
            Optional<Locale> locale = locale(tag);
            if (LOCALIZED.contains(name) && locale.isEmpty()) {
                wrong.add(ProblemException.Field.of(pointer, "field-language-unknown"));
            } else if (LOCALIZED.contains(name)
                    && !caller.rights().mayEdit(locale.get().toString())) {
                wrong.add(ProblemException.Field.of(pointer, "field-language-not-yours", tag));
            }
        }));
        if (!wrong.isEmpty()) {
            throw new ProblemException(422, "fields-wrong").withFields(wrong);
        }
    }

    private Site.I18n i18n() {
        return definitions.get().site().i18n();
    }

    private Optional<Locale> locale(String tag) {
        return i18n().locales().stream()
                .filter(each -> each.toLanguageTag().equals(tag))
                .findFirst();
    }

    private String storedName(String name, String tag) {
        return locale(tag)
                .filter(each -> LOCALIZED.contains(name) && !each.equals(i18n().defaultLocale()))
                .map(each -> name + "_" + each)
                .orElse(name);
    }

    private static void set(Node asset, String property, String text) throws RepositoryException {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (!plain.isEmpty()) {
            asset.setProperty(property, plain);
        } else if (asset.hasProperty(property)) {
            asset.getProperty(property).remove();
        }
    }

    private static void setFocus(Node asset, Focus focus) throws RepositoryException {
        if (!focus.equals(Focus.MIDDLE)) {
            asset.setProperty(AssetFiles.FOCUS_X, focus.x());
            asset.setProperty(AssetFiles.FOCUS_Y, focus.y());
            return;
        }
        for (String property : List.of(AssetFiles.FOCUS_X, AssetFiles.FOCUS_Y)) {
            if (asset.hasProperty(property)) {
                asset.getProperty(property).remove();
            }
        }
    }

    private void note(Node asset, Caller caller) throws RepositoryException {
        Calendar now = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        now.setTimeInMillis(clock.millis());
        asset.setProperty("mgnl:lastModified", now);
        asset.setProperty("mgnl:lastModifiedBy", caller.name());
    }

    private Details details(Node asset) throws RepositoryException {
        Optional<Node> content =
                asset.hasNode(AssetFiles.CONTENT) ? Optional.of(asset.getNode(AssetFiles.CONTENT)) : Optional.empty();
        Focus focus = AssetFiles.focus(asset);
        return new Details(
                asset.getIdentifier(),
                asset.getPath(),
                ItemNode.of(asset).revision(),
                text(content, "fileName"),
                text(content, "jcr:mimeType"),
                number(content, "size").orElse(0),
                number(content, "width"),
                number(content, "height"),
                number(content, "pages"),
                texts(asset),
                focus.equals(Focus.MIDDLE) ? Optional.empty() : Optional.of(focus),
                asset.hasProperty("mgnl:lastModified")
                        ? Optional.of(
                                asset.getProperty("mgnl:lastModified").getDate().toInstant())
                        : Optional.empty());
    }

    private static String text(Optional<Node> node, String property) throws RepositoryException {
        return node.isPresent() && node.get().hasProperty(property)
                ? node.get().getProperty(property).getString()
                : "";
    }

    private static OptionalLong number(Optional<Node> node, String property) throws RepositoryException {
        String text = text(node, property);
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private Map<String, Map<String, String>> texts(Node asset) throws RepositoryException {
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        for (String name : LOCALIZED) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Locale locale : i18n().locales()) {
                String text = single(asset, storedName(name, locale.toLanguageTag()));
                if (!text.isEmpty()) {
                    values.put(locale.toLanguageTag(), text);
                }
            }
            texts.put(name, values);
        }
        for (String name : SHARED) {
            String text = single(asset, name);
            texts.put(name, text.isEmpty() ? Map.of() : Map.of("", text));
        }
        return texts;
    }

    private static String single(Node node, String property) throws RepositoryException {
        return node.hasProperty(property) && !node.getProperty(property).isMultiple()
                ? node.getProperty(property).getString()
                : "";
    }
}
