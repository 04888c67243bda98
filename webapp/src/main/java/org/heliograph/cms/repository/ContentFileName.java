package org.heliograph.cms.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.cms.definition.Location;

/**
 * The name of a content file in Magnolia's form {@code <workspace>.<path>.<yaml|yml|xml>}, where a dot parts the names
 * of the path and two dots stand for a dot in a name: {@code users.admin.jane..doe.yaml} is the node
 * {@code /admin/jane.doe} of workspace {@code users}.
 *
 * @param file the name as given, for messages
 * @param workspace the first part
 * @param parentPath absolute path of the node below which the content belongs
 * @param xml whether the file is a JCR system view; YAML otherwise
 */
public record ContentFileName(String file, String workspace, String parentPath, boolean xml) {

    private static final Pattern EXTENSION = Pattern.compile("(?i)(.+)\\.(yaml|yml|xml)");
    /** What the name of a workspace looks like. */
    static final Pattern WORKSPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private static final String CURE = "Name the file <workspace>.<path with dots>.yaml or .xml, such as"
            + " website.about.yaml; write a dot in a node name as two dots";

    /**
     * Takes a name apart.
     *
     * @param file name without directories
     * @throws ContentImportException if the name is not of that form
     */
    public static ContentFileName of(String file) throws ContentImportException {
        Matcher name = EXTENSION.matcher(file);
        if (!name.matches()) {
            throw fault(file, "Not the name of a content file");
        }
        List<String> parts = parts(name.group(1));
        String workspace = parts.get(0);
        if (!WORKSPACE.matcher(workspace).matches()) {
            throw fault(file, "'" + workspace + "' cannot be a workspace");
        }
        if (ContentRepository.isOwn(workspace)) {
            throw fault(file, "'" + workspace + "' is a workspace that the host keeps for itself");
        }
        if (parts.size() < 2) {
            throw fault(file, "The name has no path; a whole workspace is not imported");
        }
        String parent = "/" + String.join("/", checked(file, parts.subList(1, parts.size())));
        return new ContentFileName(
                file, workspace, parent, name.group(2).toLowerCase(Locale.ROOT).equals("xml"));
    }

    /** Whether a text has the form of a workspace's name. */
    public static boolean isWorkspace(String name) {
        return WORKSPACE.matcher(name).matches();
    }

    /**
     * The name of a node's file, without its extension: {@code users.admin.jane..doe}.
     *
     * @param path absolute path of the node
     * @return empty if the name would not lead back to the path, as with a node name that starts with a dot
     */
    public static Optional<String> nameOf(String workspace, String path) {
        String name = workspace + path.replace(".", "..").replace('/', '.');
        List<String> parts = parts(name);
        boolean leadsBack = path.equals("/" + String.join("/", parts.subList(1, parts.size())));
        return leadsBack ? Optional.of(name) : Optional.empty();
    }

    private static List<String> checked(String file, List<String> names) throws ContentImportException {
        for (String name : names) {
            var fault = JcrNames.fault(name);
            if (fault.isPresent()) {
                throw fault(file, "The part '" + name + "' of the name " + fault.get());
            }
        }
        return names.subList(0, names.size() - 1);
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '.') {
                part.append(c);
            } else if (i + 1 < name.length() && name.charAt(i + 1) == '.') {
                part.append('.');
                i++;
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static ContentImportException fault(String file, String message) {
        return new ContentImportException(new Location(printable(file), 0, 0), message, CURE);
    }

    private static String printable(String file) {
        return file.replaceAll("\\p{Cntrl}", "?");
    }
}
