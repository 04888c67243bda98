package org.heliograph.cms.site;

import freemarker.cache.TemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.heliograph.cms.definition.Definitions;
import org.jspecify.annotations.Nullable;

/** The scripts of one load of the definitions, set up as Magnolia sets up FreeMarker, but shut in. */
final class Scripts {

    /** The one whose behaviour Magnolia 6.2 asks for. */
    private static final Version BEHAVIOUR = Configuration.VERSION_2_3_28;

    private static final String EXTENSION = ".ftl";

    private final TemplateObjects objects = new TemplateObjects(BEHAVIOUR);
    private final Configuration configuration = new Stoppable();

    Scripts(Definitions definitions) {
        configuration.setTemplateLoader(new Loader(definitions));
        configuration.setObjectWrapper(objects);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setURLEscapingCharset("UTF-8");
        configuration.setTagSyntax(Configuration.AUTO_DETECT_TAG_SYNTAX);
        configuration.setLocalizedLookup(true);
        // Another load of the definitions brings other scripts.
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
    }

    TemplateObjects objects() {
        return objects;
    }

    /**
     * A script.
     *
     * @param path below the root of all modules, with or without a leading slash
     * @throws IOException if there is none, or it is malformed
     */
    Template get(String path, Locale locale) throws IOException {
        return configuration.getTemplate(path, locale);
    }

    /**
     * Gives each script the checks by which a loop of it ends. Scripts that others include or import come by here too, and
     * none is given out before it has them.
     */
    private static final class Stoppable extends Configuration {

        private final Set<Template> checked = Collections.newSetFromMap(new WeakHashMap<>());

        Stoppable() {
            super(BEHAVIOUR);
        }

        @Override
        public Template getTemplate(
                String name,
                @Nullable Locale locale,
                @Nullable Object condition,
                @Nullable String encoding,
                boolean parsed,
                boolean ignoreMissing)
                throws IOException {
            Template script = super.getTemplate(name, locale, condition, encoding, parsed, ignoreMissing);
            synchronized (checked) {
                if (script != null && checked.add(script)) {
                    _CoreAPI.addThreadInterruptedChecks(script);
                }
            }
            return script;
        }
    }

    /** Reads scripts of modules and nothing else. */
    private record Loader(Definitions definitions) implements TemplateLoader {

        private record Source(String name, String text) {}

        @Override
        public @Nullable Object findTemplateSource(String name) throws IOException {
            if (!name.endsWith(EXTENSION)) {
                return null;
            }
            Optional<byte[]> bytes = definitions.file(name);
            return bytes.map(text -> new Source(name, new String(text, StandardCharsets.UTF_8)))
                    .orElse(null);
        }

        @Override
        public long getLastModified(Object source) {
            return 0;
        }

        @Override
        public Reader getReader(Object source, String encoding) {
            return new StringReader(((Source) source).text());
        }

        @Override
        public void closeTemplateSource(Object source) {
            // Its text is in memory.
        }
    }
}
