package org.heliograph.cms.media;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes of the name that a file came with one that is safe in paths, addresses and on disks. Letters of all scripts stay; the
 * extension is that of what the file is.
 */
final class AssetName {

    private static final int MOST_GRAPHEMES = 100;
    private static final int MOST_CHARACTERS = 200;
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");
    /**
     * What JCR forbids, what addresses give a meaning, and what nobody sees, such as marks that turn the text round; but not
     * the joiners that make one character of several.
     */
    private static final Pattern UNSAFE = Pattern.compile(
            "[\\[\\]|*:;\"<>?#%&{}\\\\/\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\x{FFFE}\\x{FFFF}&&[^\\x{200C}\\x{200D}]]+");

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private AssetName() {}

    /** @param given by the client; a path counts by its last step */
    static String ofFile(String given, FileType type) {
        String name = Normalizer.normalize(given, Normalizer.Form.NFC);
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        Matcher extension = EXTENSION.matcher(last);
        String base = clean(extension.replaceFirst(""));
        return (base.isEmpty() ? "file" : base) + "." + extension(last, type);
    }

    /** The name of a folder; empty if nothing of it is left. */
    static String ofFolder(String given) {
        return clean(Normalizer.normalize(given, Normalizer.Form.NFC));
    }

    private static String extension(String name, FileType type) {
        return type == FileType.JPEG && name.toLowerCase(Locale.ROOT).endsWith(".jpeg") ? "jpeg" : type.extension();
    }

    private static String clean(String text) {
        String safe =
                UNSAFE.matcher(text).replaceAll("-").replaceAll("\\s+", " ").strip();
        String shown = safe.replaceAll("^[.\\-\\s]+|[.\\-\\s]+$", "");
        return cut(shown);
    }

    private static String cut(String text) {
        Matcher grapheme = GRAPHEME.matcher(text);
        int end = 0;
        for (int count = 0; count < MOST_GRAPHEMES && grapheme.find() && grapheme.end() <= MOST_CHARACTERS; count++) {
            end = grapheme.end();
        }
        return text.substring(0, end).strip();
    }
}
