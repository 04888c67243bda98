package org.heliograph.cms.site;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.delivery.Answer;
import org.heliograph.cms.index.Basis;
import org.heliograph.cms.media.PathText;
import org.heliograph.cms.web.EntityTag;

/** The files of modules that browsers may load: those in their folder {@code webresources}. */
final class Resources {

    /** Where they are served. */
    static final String PREFIX = "/.resources";

    private static final Pattern SERVED = Pattern.compile("/?([^/]+/webresources/.+)");
    private static final Pattern FINGERPRINT = Pattern.compile("~[0-9A-Za-z_.-]*~cache(?=\\.[^./]+$|$)");
    private static final int FINGERPRINT_LENGTH = 12;

    /** Those of each load of the definitions, which are read once. */
    private static final Map<Definitions, Map<String, Optional<Resource>>> LOADED = new WeakHashMap<>();

    private Resources() {}

    /** A file, with what was made of it for browsers. */
    record Resource(byte[] bytes, EntityTag tag, Map<String, Answer> answers) {

        Answer answer(String type) {
            return answers.computeIfAbsent(
                    type, each -> new Answer(each, List.of(bytes), tag, Optional.empty(), Basis.NOTHING));
        }
    }

    /**
     * The file at an address.
     *
     * @param path below {@link #PREFIX}, decoded, without fingerprint
     * @return nothing if there is none, or it is not for browsers
     * @throws IOException if it cannot be read
     */
    static Optional<Resource> find(Definitions definitions, String path) throws IOException {
        Matcher served = SERVED.matcher(path);
        if (!served.matches() || path.contains("..")) {
            return Optional.empty();
        }
        Map<String, Optional<Resource>> known;
        synchronized (LOADED) {
            known = LOADED.computeIfAbsent(definitions, each -> new ConcurrentHashMap<>());
        }
        Optional<Resource> resource = known.get(served.group(1));
        if (resource == null) {
            resource = definitions
                    .file(served.group(1))
                    .map(bytes -> new Resource(bytes, EntityTag.of(List.of(bytes)), new ConcurrentHashMap<>()));
            if (resource.isPresent()) {
                known.put(served.group(1), resource);
            }
        }
        return resource;
    }

    /** Whether a path names one version of a file, which never changes. */
    static boolean isFingerprinted(String path) {
        return FINGERPRINT.matcher(path).find();
    }

    static String withoutFingerprint(String path) {
        return FINGERPRINT.matcher(path).replaceFirst("");
    }

    /** The address of a file below the context path; with a fingerprint where it is one that browsers may keep for long. */
    static String address(Definitions definitions, String path, boolean cached) {
        String absolute = path.startsWith("/") ? path : "/" + path;
        if (cached) {
            try {
                Optional<Resource> resource = find(definitions, absolute);
                if (resource.isPresent()) {
                    String tag = resource.get().tag().opaque();
                    String mark = "~" + tag.substring(0, Math.min(FINGERPRINT_LENGTH, tag.length())) + "~cache";
                    int dot = absolute.lastIndexOf('.');
                    absolute = dot > absolute.lastIndexOf('/')
                            ? absolute.substring(0, dot) + mark + absolute.substring(dot)
                            : absolute + mark;
                }
            } catch (IOException e) {
                return PREFIX + PathText.encode(absolute); // told by whoever asks for it
            }
        }
        return PREFIX + PathText.encode(absolute);
    }
}
