package org.heliograph.cms.app;

import ch.qos.logback.classic.LoggerContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.jcr.RepositoryException;
import org.apache.jackrabbit.util.TransientFileFactory;
import org.heliograph.cms.web.ServletHost;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host in a servlet container, which calls this when it starts and ends the deployment. A host that cannot start fails
 * the deployment, so that the container and its tools tell of it.
 */
public final class Deployment implements ServletContextListener {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private Optional<Wiring> host = Optional.empty();

    /** @throws IllegalStateException if the host cannot start; its message tells why and what to do */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        try {
            Settings settings = settings(context);
            // Java looks for plug-ins once, perhaps before it knew of those here.
            ImageIO.scanForPlugins();
            Wiring started = new Wiring(settings, new ServletHost(context));
            host = Optional.of(started);
            started.madeUpPassword()
                    .ifPresent(password -> System.err.println(
                            "The user superuser was created with the password " + password + " (shown this once)."));
            LOG.info("Heliograph is ready at {}", started.address());
        } catch (Settings.InvalidSettingsException e) {
            throw failure("with these settings:\n- " + String.join("\n- ", e.problems()), e);
        } catch (IOException | RepositoryException e) {
            throw failure("at " + context.getContextPath() + "/: " + Main.withCauses(e), e);
        }
    }

    private static Settings settings(ServletContext context) throws Settings.InvalidSettingsException {
        if (context.getRealPath("/WEB-INF/lib") == null) {
            throw new Settings.InvalidSettingsException(
                    List.of("The WAR has to be unpacked: set unpackWARs=\"true\" at its Host in server.xml"));
        }
        Map<String, String> parameters = Collections.list(context.getInitParameterNames()).stream()
                .collect(Collectors.toMap(name -> name, context::getInitParameter));
        return Settings.deployed(
                Path.of(System.getProperty("catalina.base", ""), "conf", "heliograph.properties"),
                System.getenv(),
                System.getProperties(),
                parameters,
                context.getContextPath());
    }

    private static IllegalStateException failure(String what, Exception e) {
        LOG.error("Heliograph cannot start {}", what);
        return new IllegalStateException("Heliograph cannot start " + what, e);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        host.ifPresent(Wiring::close);
        host = Optional.empty();
        leaveJava();
        LOG.info("Heliograph has ended at {}/", event.getServletContext().getContextPath());
        ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
        if (loggers instanceof LoggerContext logback) {
            logback.stop();
        }
    }

    /** Takes away what libraries told Java, which outlives the deployment. */
    private static void leaveJava() {
        TransientFileFactory.shutdown();
        for (Driver driver : DriverManager.drivers().filter(Deployment::isOurs).toList()) {
            try {
                DriverManager.deregisterDriver(driver);
            } catch (SQLException e) {
                LOG.warn("{} stays registered", driver.getClass().getName(), e);
            }
        }
        IIORegistry pictures = IIORegistry.getDefaultInstance();
        List<Object> plugins = new ArrayList<>();
        for (Iterator<Class<?>> category = pictures.getCategories(); category.hasNext(); ) {
            pictures.getServiceProviders(category.next(), false).forEachRemaining(plugins::add);
        }
        plugins.stream().filter(Deployment::isOurs).distinct().forEach(pictures::deregisterServiceProvider);
        awaitThreads();
    }

    /** Some were told to end and need a moment to do so. */
    private static void awaitThreads() {
        ClassLoader ours = Deployment.class.getClassLoader();
        long end = System.nanoTime() + MOMENT.toNanos();
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread != Thread.currentThread() && thread.getContextClassLoader() == ours) {
                    TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isOurs(Object registered) {
        return registered.getClass().getClassLoader() == Deployment.class.getClassLoader();
    }
}
