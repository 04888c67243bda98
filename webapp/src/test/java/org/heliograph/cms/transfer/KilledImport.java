package org.heliograph.cms.transfer;

import java.nio.file.Path;

/** A process that imports an archive and is killed meanwhile. */
final class KilledImport {

    private KilledImport() {}

    /** @param arguments directory of the data, and the archive */
    public static void main(String[] arguments) throws Exception {
        try (Hosted host = new Hosted(Path.of(arguments[0]))) {
            ImportReport report = host.run(Path.of(arguments[1]), ImportMode.ADD);
            if (!report.isDone()) {
                throw new IllegalStateException(report.obstacles().toString());
            }
        }
    }
}
