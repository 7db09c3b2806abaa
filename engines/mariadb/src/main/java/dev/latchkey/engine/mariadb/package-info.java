/** A storage engine on MariaDB and MySQL. */
@NullMarked
package dev.latchkey.engine.mariadb;

import org.jspecify.annotations.NullMarked;
