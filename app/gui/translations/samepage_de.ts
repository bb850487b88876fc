<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>About</name>
    <message>
        <source>About Samepage</source>
        <translation>Über Samepage</translation>
    </message>
    <message>
        <source>Finds identical memory in running processes
and keeps one copy of it.</source>
        <translation>Findet gleichen Speicher in laufenden Prozessen
und behält ihn nur einmal.</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>Kernel module</source>
        <translation>Kernelmodul</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>nicht geladen</translation>
    </message>
    <message>
        <source>GNU General Public License, version 2 or later; the kernel module: version 2</source>
        <translation>GNU General Public License, Version 2 oder neuer; das Kernelmodul: Version 2</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3 or later</source>
        <translation>GNU General Public License, Version 3 oder neuer</translation>
    </message>
    <message>
        <source>GNU Lesser General Public License, version 3</source>
        <translation>GNU Lesser General Public License, Version 3</translation>
    </message>
    <message>
        <source>GNU Lesser General Public License, version 2.1 or later, with an exception</source>
        <translation>GNU Lesser General Public License, Version 2.1 oder neuer, mit einer Ausnahme</translation>
    </message>
    <message>
        <source>GNU Lesser General Public License, version 2.1 or later</source>
        <translation>GNU Lesser General Public License, Version 2.1 oder neuer</translation>
    </message>
    <message>
        <source>This is free software, without any warranty. As it uses QCustomPlot, the application as a whole is under the GNU General Public License, version 3 or later.</source>
        <translation>Dies ist freie Software, ohne jede Gewähr. Da sie QCustomPlot verwendet, steht die Anwendung als Ganzes unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>Read the GNU General Public License</source>
        <translation>Die GNU General Public License lesen</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>&amp;Versionen</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>&amp;Lizenzen</translation>
    </message>
    <message>
        <source>&amp;Copy versions</source>
        <translation>Versionen &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>ChartCurves</name>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Memory that merging saves</source>
        <translation>Speicher, den das Zusammenführen spart</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Pages that are kept once for several mappings (pages_shared)</source>
        <translation>Seiten, die für mehrere Zuordnungen nur einmal behalten werden (pages_shared)</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Teilend</translation>
    </message>
    <message>
        <source>Mappings that were given up for an identical page: each of them is a page saved (pages_sharing)</source>
        <translation>Zuordnungen, die zugunsten einer gleichen Seite aufgegeben wurden: jede davon ist eine gesparte Seite (pages_sharing)</translation>
    </message>
    <message>
        <source>Unshared</source>
        <translation>Ungeteilt</translation>
    </message>
    <message>
        <source>Pages that were looked at, and are unique so far (pages_unshared)</source>
        <translation>Seiten, die angesehen wurden und bisher einmalig sind (pages_unshared)</translation>
    </message>
    <message>
        <source>Volatile</source>
        <translation>Wechselnd</translation>
    </message>
    <message>
        <source>Pages that change too quickly to be compared (pages_volatile)</source>
        <translation>Seiten, die sich zu schnell ändern, um verglichen zu werden (pages_volatile)</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>Pages full of zeros that were given up for the kernel’s own (ksm_zero_pages)</source>
        <translation>Seiten voller Nullen, die zugunsten der Nullseite des Kernels aufgegeben wurden (ksm_zero_pages)</translation>
    </message>
    <message>
        <source>Pages scanned</source>
        <translation>Durchsuchte Seiten</translation>
    </message>
    <message>
        <source>Pages that the scanner looked at each second (axis on the left)</source>
        <translation>Seiten, die der Scanner je Sekunde angesehen hat (linke Achse)</translation>
    </message>
    <message>
        <source>Pass duration</source>
        <translation>Dauer eines Durchlaufs</translation>
    </message>
    <message>
        <source>How long the scanner took to look at everything once (axis on the right)</source>
        <translation>Wie lange der Scanner brauchte, um alles einmal anzusehen (rechte Achse)</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Processor time that the scanner takes, of one CPU (axis on the right)</source>
        <translation>Prozessorzeit, die die Suche braucht, von einer CPU (Achse rechts)</translation>
    </message>
    <message>
        <source>Their fair part of what merging saves</source>
        <translation>Ihr fairer Anteil an dem, was das Zusammenführen spart</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>How much of their memory is merged</source>
        <translation>Wie viel von ihrem Speicher zusammengeführt ist</translation>
    </message>
    <message>
        <source>How much of their memory was looked at, and is unique so far</source>
        <translation>Wie viel von ihrem Speicher durchsucht wurde und bisher einmalig ist</translation>
    </message>
    <message>
        <source>How much of their memory changes too quickly to be compared</source>
        <translation>Wie viel von ihrem Speicher sich zu schnell ändert, um verglichen zu werden</translation>
    </message>
    <message>
        <source>How much of their memory was full of zeros and given up for the kernel’s own</source>
        <translation>Wie viel von ihrem Speicher voller Nullen war und zugunsten der Nullseite des Kernels aufgegeben wurde</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>ControlsWords</name>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>From Start until Pause.</source>
        <translation>Vom Starten bis zum Anhalten.</translation>
    </message>
    <message>
        <source>While memory is short</source>
        <translation>Bei knappem Speicher</translation>
    </message>
    <message>
        <source>Only while less than this share of memory is available. Scanning stops 5 points above it.</source>
        <translation>Nur solange weniger als dieser Anteil des Speichers verfügbar ist. Die Suche endet 5 Punkte darüber.</translation>
    </message>
    <message>
        <source>On mains power</source>
        <translation>Bei Netzbetrieb</translation>
    </message>
    <message>
        <source>Not on battery. A machine without a battery is always on mains power.</source>
        <translation>Nicht bei Akkubetrieb. Ein Rechner ohne Akku ist immer im Netzbetrieb.</translation>
    </message>
    <message>
        <source>While programs wait for memory</source>
        <translation>Solange Programme auf Speicher warten</translation>
    </message>
    <message>
        <source>Only while some wait for more than this share of the time. Scanning stops at half of it.</source>
        <translation>Nur solange einige mehr als diesen Anteil der Zeit warten. Die Suche endet bei der Hälfte davon.</translation>
    </message>
    <message>
        <source>Everything with everything</source>
        <translation>Alles mit allem</translation>
    </message>
    <message>
        <source>Saves most, but every program can find out, by how long a write takes, what the memory of other users holds.</source>
        <translation>Spart am meisten, aber jedes Programm kann daran, wie lange ein Schreibzugriff dauert, herausfinden, was der Speicher anderer Benutzer enthält.</translation>
    </message>
    <message>
        <source>Within each user</source>
        <translation>Innerhalb jedes Benutzers</translation>
    </message>
    <message>
        <source>Programs can find this out only about others of the same user.</source>
        <translation>Programme können dies nur über andere desselben Benutzers herausfinden.</translation>
    </message>
    <message>
        <source>Within each control group</source>
        <translation>Innerhalb jeder Kontrollgruppe</translation>
    </message>
    <message>
        <source>Services and containers cannot find out anything about each other, even if they run as the same user.</source>
        <translation>Dienste und Container können nichts übereinander herausfinden, auch wenn sie unter demselben Benutzer laufen.</translation>
    </message>
    <message>
        <source>Within each process</source>
        <translation>Innerhalb jedes Prozesses</translation>
    </message>
    <message>
        <source>Saves least, and no program can find out anything about another one.</source>
        <translation>Spart am wenigsten, und kein Programm kann etwas über ein anderes herausfinden.</translation>
    </message>
</context>
<context>
    <name>DetailsText</name>
    <message>
        <source>It has no memory of its own that could be merged.</source>
        <translation>Er hat keinen eigenen Speicher, der sich zusammenführen ließe.</translation>
    </message>
    <message>
        <source>It takes part in merging. Unmarking it gives it a copy of its own of every merged page again, for which %1 of free memory are needed.</source>
        <translation>Er nimmt am Zusammenführen teil. Wird die Markierung aufgehoben, bekommt er von jeder zusammengeführten Seite wieder eine eigene Kopie; dafür sind %1 freier Speicher nötig.</translation>
    </message>
    <message>
        <source>It takes part in merging, but the scanner waits: %1</source>
        <translation>Er nimmt am Zusammenführen teil, aber der Scanner wartet: %1</translation>
    </message>
    <message>
        <source>It takes part in merging. Nothing of it is merged yet: the scanner has to pass over its memory twice, and finds only what another marked process holds too.</source>
        <translation>Er nimmt am Zusammenführen teil. Noch ist nichts davon zusammengeführt: Der Scanner muss seinen Speicher zweimal durchlaufen und findet nur, was ein anderer markierter Prozess auch enthält.</translation>
    </message>
    <message>
        <source>It takes part in merging, but the scanner is paused.</source>
        <translation>Er nimmt am Zusammenführen teil, aber der Scanner ist angehalten.</translation>
    </message>
    <message>
        <source>Marking a running process needs the Samepage module, which is not in use now.</source>
        <translation>Einen laufenden Prozess zu markieren, erfordert das Samepage-Modul, das gerade nicht benutzt wird.</translation>
    </message>
    <message>
        <source>Marking it lets the scanner look for pages in its %1 that another marked process holds too, and keep each of them once. The process notices nothing: it gets a copy of its own as soon as it writes to such a page. What it starts later is marked too.</source>
        <translation>Ist er markiert, sucht der Scanner in seinen %1 nach Seiten, die ein anderer markierter Prozess auch enthält, und behält jede davon nur einmal. Der Prozess merkt davon nichts: Sobald er in eine solche Seite schreibt, bekommt er eine eigene Kopie. Was er später startet, ist ebenfalls markiert.</translation>
    </message>
    <message>
        <source>The program has offered a part of its memory for merging by itself.</source>
        <translation>Das Programm hat einen Teil seines Speichers von sich aus zum Zusammenführen angeboten.</translation>
    </message>
    <message>
        <source>All of them take part in merging.</source>
        <translation>Sie alle nehmen am Zusammenführen teil.</translation>
    </message>
    <message>
        <source>None of them can be marked now.</source>
        <translation>Keiner davon kann jetzt markiert werden.</translation>
    </message>
    <message>
        <source>Marking running processes needs the Samepage module, which is not in use now.</source>
        <translation>Laufende Prozesse zu markieren, erfordert das Samepage-Modul, das gerade nicht benutzt wird.</translation>
    </message>
    <message>
        <source>Marking them lets the scanner look for identical pages in all of them, and keep each of those once. The more alike they are, such as several instances of one program, the more it saves.</source>
        <translation>Sind sie markiert, sucht der Scanner in ihnen allen nach gleichen Seiten und behält jede davon nur einmal. Je ähnlicher sie sich sind, etwa mehrere Instanzen eines Programms, desto mehr spart es.</translation>
    </message>
    <message>
        <source>PID %1</source>
        <translation>PID %1</translation>
    </message>
    <message>
        <source>It belongs to %1: marking it asks for an administrator’s password.</source>
        <translation>Er gehört %1: Beim Markieren wird nach dem Passwort eines Systemverwalters gefragt.</translation>
    </message>
    <message>
        <source>%1 processes</source>
        <translation>%1 Prozesse</translation>
    </message>
    <message>
        <source>Marking those of other users asks for an administrator’s password.</source>
        <translation>Bei denen anderer Benutzer wird nach dem Passwort eines Systemverwalters gefragt.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>You are not authorised to do this.</source>
        <translation>Sie sind dazu nicht berechtigt.</translation>
    </message>
    <message>
        <source>This needs an administrator’s password, and there was no way to ask for it.</source>
        <translation>Dafür ist das Passwort eines Systemverwalters nötig, und es konnte nicht danach gefragt werden.</translation>
    </message>
    <message>
        <source>There is no scanner that could do this.</source>
        <translation>Es gibt keinen Scanner, der das könnte.</translation>
    </message>
    <message>
        <source>The kernel’s own scanner cannot do this; it needs the Samepage module.</source>
        <translation>Der kerneleigene Scanner kann das nicht; dafür ist das Samepage-Modul nötig.</translation>
    </message>
    <message>
        <source>The kernel’s own scanner is in the way.</source>
        <translation>Der kerneleigene Scanner steht dem im Weg.</translation>
    </message>
    <message>
        <source>The kernel refused.</source>
        <translation>Der Kernel hat es abgelehnt.</translation>
    </message>
    <message>
        <source>The process has exited.</source>
        <translation>Der Prozess hat sich beendet.</translation>
    </message>
    <message>
        <source>The process has no memory of its own that could be merged.</source>
        <translation>Der Prozess hat keinen eigenen Speicher, der sich zusammenführen ließe.</translation>
    </message>
    <message>
        <source>The Samepage service did not understand the request.</source>
        <translation>Der Samepage-Dienst hat die Anfrage nicht verstanden.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The Samepage service is not installed.</source>
        <translation>Der Samepage-Dienst ist nicht installiert.</translation>
    </message>
    <message>
        <source>The Samepage service stopped answering.</source>
        <translation>Der Samepage-Dienst antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>The Samepage service has a version that does not fit this app.</source>
        <translation>Die Version des Samepage-Dienstes passt nicht zu dieser Anwendung.</translation>
    </message>
    <message>
        <source>The connection to the system bus was lost.</source>
        <translation>Die Verbindung zum Systembus ging verloren.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Not authorised</source>
        <translation>Nicht berechtigt</translation>
    </message>
    <message>
        <source>Has exited</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Cannot be marked</source>
        <translation>Nicht markierbar</translation>
    </message>
    <message>
        <source>Scanner busy</source>
        <translation>Scanner belegt</translation>
    </message>
    <message>
        <source>Needs the module</source>
        <translation>Modul nötig</translation>
    </message>
    <message>
        <source>Service lost</source>
        <translation>Dienst weg</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>The question for the password was dismissed.</source>
        <translation>Die Frage nach dem Passwort wurde geschlossen.</translation>
    </message>
    <message>
        <source>This needs an administrator’s password, and no program of your session could ask for it.</source>
        <translation>Das verlangt das Passwort eines Systemverwalters, und kein Programm Ihrer Sitzung konnte danach fragen.</translation>
    </message>
    <message>
        <source>The authorisation service polkit did not answer in time.</source>
        <translation>Der Berechtigungsdienst polkit hat nicht rechtzeitig geantwortet.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Shows which processes hold identical memory, and lets it be kept only once.</source>
        <translation>Zeigt, welche Prozesse gleichen Speicher enthalten, und sorgt dafür, dass er nur einmal behalten wird.</translation>
    </message>
    <message>
        <source>samepage: unexpected argument “%1”; see samepage --help</source>
        <translation>samepage: unerwartetes Argument „%1“; siehe samepage --help</translation>
    </message>
    <message>
        <source>Show the processes of another computer, over ssh.</source>
        <translation>Die Prozesse eines anderen Rechners anzeigen, über ssh.</translation>
    </message>
    <message>
        <source>samepage: “%1” is no name of a computer</source>
        <translation>samepage: „%1“ ist kein Name eines Rechners</translation>
    </message>
    <message>
        <source>Open another window too: “controls” or “rules”.</source>
        <comment>the words stay as they are</comment>
        <translation>Auch ein anderes Fenster öffnen: „controls“ (Steuerung) oder „rules“ (Regeln).</translation>
    </message>
    <message>
        <source>samepage: there is no window “%1” to show</source>
        <translation>samepage: Ein Fenster „%1“ gibt es nicht</translation>
    </message>
</context>
<context>
    <name>MemoryReason</name>
    <message>
        <source>Merged</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>Others hold exactly the same, and it is kept only once for all of them.</source>
        <translation>Andere enthalten genau das Gleiche, und es wird für alle nur einmal behalten.</translation>
    </message>
    <message>
        <source>Nothing to do: this is what saves memory.</source>
        <translation>Nichts zu tun: Das ist es, was Speicher spart.</translation>
    </message>
    <message>
        <source>Zeroes</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Nothing but zeroes, for which the kernel keeps a single page.</source>
        <translation>Nichts als Nullen, für die der Kernel eine einzige Seite behält.</translation>
    </message>
    <message>
        <source>Nothing to do: this saves memory too.</source>
        <translation>Nichts zu tun: Auch das spart Speicher.</translation>
    </message>
    <message>
        <source>Not marked</source>
        <translation>Nicht markiert</translation>
    </message>
    <message>
        <source>The process’s own memory, which takes part in merging once it is marked.</source>
        <translation>Eigener Speicher des Prozesses, der am Zusammenführen teilnimmt, sobald der Prozess markiert ist.</translation>
    </message>
    <message>
        <source>Estimate what marking would save, together with processes of its kind.</source>
        <translation>Schätzen Sie, was das Markieren sparen würde, zusammen mit Prozessen seiner Art.</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>Noch ungesehen</translation>
    </message>
    <message>
        <source>It takes part in merging, but the scanner has not come by yet.</source>
        <translation>Er nimmt am Zusammenführen teil, aber der Scanner ist noch nicht vorbeigekommen.</translation>
    </message>
    <message>
        <source>Wait for the scanner, or use “Merge now”.</source>
        <translation>Warten Sie auf den Scanner, oder nehmen Sie „Jetzt zusammenführen“.</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Einmalig</translation>
    </message>
    <message>
        <source>The scanner has looked at it: nobody who takes part holds the same.</source>
        <translation>Der Scanner hat ihn angesehen: Niemand, der teilnimmt, enthält das Gleiche.</translation>
    </message>
    <message>
        <source>Marking more processes of the same kind may find it a partner.</source>
        <translation>Werden mehr Prozesse derselben Art markiert, findet sich vielleicht ein Gegenstück.</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>Wechselnd</translation>
    </message>
    <message>
        <source>It changes too often, or was seen only once: merging would not last.</source>
        <translation>Er ändert sich zu oft oder wurde erst einmal gesehen: Das Zusammenführen würde nicht lange halten.</translation>
    </message>
    <message>
        <source>Once it rests, the scanner merges it by itself.</source>
        <translation>Sobald er ruht, führt der Scanner ihn von selbst zusammen.</translation>
    </message>
    <message>
        <source>Huge pages</source>
        <translation>Große Seiten</translation>
    </message>
    <message>
        <source>Pages of 2 MiB of which too little would merge to be worth splitting.</source>
        <translation>Seiten von 2 MiB, von denen sich zu wenig zusammenführen ließe, als dass sich das Aufteilen lohnte.</translation>
    </message>
    <message>
        <source>The setting huge_page_min_merge decides from when on one is split.</source>
        <translation>Die Einstellung huge_page_min_merge bestimmt, ab wann eine aufgeteilt wird.</translation>
    </message>
    <message>
        <source>In another domain</source>
        <translation>Andere Domäne</translation>
    </message>
    <message>
        <source>Only somebody who may not share with this process holds the same, such as another user.</source>
        <translation>Das Gleiche enthält nur jemand, der mit diesem Prozess nicht teilen darf, etwa ein anderer Benutzer.</translation>
    </message>
    <message>
        <source>A rule with a domain lets programs share that trust each other.</source>
        <translation>Eine Regel mit einer Domäne lässt Programme teilen, die einander vertrauen.</translation>
    </message>
    <message>
        <source>In use by a device</source>
        <translation>Beim Gerät</translation>
    </message>
    <message>
        <source>A device or another process may be writing to it directly.</source>
        <translation>Ein Gerät oder ein anderer Prozess schreibt möglicherweise direkt hinein.</translation>
    </message>
    <message>
        <source>It can be merged as soon as it is let go of.</source>
        <translation>Er lässt sich zusammenführen, sobald er freigegeben ist.</translation>
    </message>
    <message>
        <source>Shared memory</source>
        <translation>Gemeinsam</translation>
    </message>
    <message>
        <source>Processes share it on purpose, so that it is there only once anyway.</source>
        <translation>Prozesse benutzen ihn absichtlich gemeinsam, er ist also ohnehin nur einmal da.</translation>
    </message>
    <message>
        <source>Nothing to gain here.</source>
        <translation>Hier ist nichts zu gewinnen.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Programs, libraries and other files: the kernel keeps them only once anyway.</source>
        <translation>Programme, Bibliotheken und andere Dateien: Der Kernel behält sie ohnehin nur einmal.</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Geschützt</translation>
    </message>
    <message>
        <source>Access to it is not allowed, or its program is told of each access.</source>
        <translation>Der Zugriff darauf ist nicht erlaubt, oder das Programm erfährt von jedem Zugriff.</translation>
    </message>
    <message>
        <source>Nothing to do: it must stay as it is.</source>
        <translation>Nichts zu tun: Er muss bleiben, wie er ist.</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>Memory of devices, or with a special meaning.</source>
        <translation>Speicher von Geräten oder mit besonderer Bedeutung.</translation>
    </message>
    <message>
        <source>The service is newer than this app, which does not know this reason.</source>
        <translation>Der Dienst ist neuer als diese Anwendung, die diesen Grund nicht kennt.</translation>
    </message>
</context>
<context>
    <name>ProcessQuery</name>
    <message>
        <source>“%1” is no operator. To look for it as it stands, put it in quotes.</source>
        <translation>„%1“ ist kein Operator. Um wörtlich danach zu suchen, setzen Sie es in Anführungszeichen.</translation>
    </message>
    <message>
        <source>“%1” takes a colon, as in %1:%2.</source>
        <translation>Auf „%1“ folgt ein Doppelpunkt, etwa %1:%2.</translation>
    </message>
    <message>
        <source>“%1”: a PID is a number, as in pid:4711.</source>
        <translation>„%1“: Eine PID ist eine Zahl, etwa pid:4711.</translation>
    </message>
    <message>
        <source>“%1” is compared, as in %1&gt;10M.</source>
        <translation>„%1“ wird verglichen, etwa %1&gt;10M.</translation>
    </message>
    <message>
        <source>“%1” is no size. Write it as in 512K, 10M or 1.5G.</source>
        <translation>„%1“ ist keine Größe. Schreiben Sie sie wie 512K, 10M oder 1.5G.</translation>
    </message>
    <message>
        <source>Words are looked for in name, user, PID, unit, container and program path.</source>
        <translation>Wörter werden in Name, Benutzer, PID, Unit, Container und Programmpfad gesucht.</translation>
    </message>
    <message>
        <source>name:  user:  unit:  container:  exe:  by:   text in that column</source>
        <translation>name:  user:  unit:  container:  exe:  by:   Text in dieser Spalte</translation>
    </message>
    <message>
        <source>pid:  ppid:   numbers, as in pid:4711,4712</source>
        <translation>pid:  ppid:   Zahlen, etwa pid:4711,4712</translation>
    </message>
    <message>
        <source>rss&gt;  merged&gt;  saved&gt;  estimated&gt;   sizes, as in saved&gt;10M; also &lt; and =</source>
        <translation>rss&gt;  merged&gt;  saved&gt;  estimated&gt;   Größen, etwa saved&gt;10M; auch &lt; und =</translation>
    </message>
    <message>
        <source>marked  mergeable   and a minus before anything turns it round: -marked</source>
        <translation>marked  mergeable   und ein Minus vor etwas kehrt es um: -marked</translation>
    </message>
    <message>
        <source>In quotes, text is taken as it stands: name:&quot;Web Content&quot;</source>
        <translation>In Anführungszeichen wird Text wörtlich genommen: name:&quot;Web Content&quot;</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild ab</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Auf</translation>
    </message>
</context>
<context>
    <name>RuleDraft</name>
    <message>
        <source>Type the path of the program, such as /usr/bin/python3, or choose it.</source>
        <translation>Geben Sie den Pfad des Programms ein, etwa /usr/bin/python3, oder wählen Sie es aus.</translation>
    </message>
    <message>
        <source>Type the name of the unit, such as nginx.service.</source>
        <translation>Geben Sie den Namen der Unit ein, etwa nginx.service.</translation>
    </message>
    <message>
        <source>Type the path of the control group, such as /system.slice.</source>
        <translation>Geben Sie den Pfad der Kontrollgruppe ein, etwa /system.slice.</translation>
    </message>
    <message>
        <source>Type the name or the number of the user.</source>
        <translation>Geben Sie den Namen oder die Nummer des Benutzers ein.</translation>
    </message>
    <message>
        <source>The path must begin with a slash: a rule needs all of it.</source>
        <translation>Der Pfad muss mit einem Schrägstrich beginnen: Eine Regel braucht ihn ganz.</translation>
    </message>
    <message>
        <source>The path leads out of the root folder with “..”.</source>
        <translation>Der Pfad führt mit „..“ aus dem Wurzelordner hinaus.</translation>
    </message>
    <message>
        <source>That is a folder: the path must be that of a program.</source>
        <translation>Das ist ein Ordner: Der Pfad muss der eines Programms sein.</translation>
    </message>
    <message>
        <source>A unit’s name has letters, digits and the characters : - _ . \ @ only.</source>
        <translation>Der Name einer Unit hat nur Buchstaben, Ziffern und die Zeichen : - _ . \ @ darin.</translation>
    </message>
    <message>
        <source>A slice is not possible here: make a rule about its control group.</source>
        <translation>Eine Slice ist hier nicht möglich: Erstellen Sie eine Regel für ihre Kontrollgruppe.</translation>
    </message>
    <message>
        <source>The name must end in .service or .scope, as in nginx.service.</source>
        <translation>Der Name muss auf .service oder .scope enden, etwa nginx.service.</translation>
    </message>
    <message>
        <source>There are characters in it that cannot be seen. Type it anew.</source>
        <translation>Es sind Zeichen darin, die man nicht sieht. Geben Sie es neu ein.</translation>
    </message>
    <message>
        <source>That is too long: at most %1 bytes.</source>
        <translation>Das ist zu lang: höchstens %1 Bytes.</translation>
    </message>
    <message>
        <source>A domain is a word of at most %1 small letters, digits and hyphens.</source>
        <translation>Eine Domäne ist ein Wort aus höchstens %1 Kleinbuchstaben, Ziffern und Bindestrichen.</translation>
    </message>
    <message>
        <source>Rule %1 is about this already. Edit or remove that one.</source>
        <translation>Regel %1 handelt schon davon. Bearbeiten oder entfernen Sie diese.</translation>
    </message>
    <message>
        <source>Rule %1 is about this already, and is off. Edit, enable or remove that one.</source>
        <translation>Regel %1 handelt schon davon und ist aus. Bearbeiten, aktivieren oder entfernen Sie diese.</translation>
    </message>
    <message>
        <source>The note is too long: at most %1 bytes.</source>
        <translation>Die Notiz ist zu lang: höchstens %1 Bytes.</translation>
    </message>
</context>
<context>
    <name>RuleText</name>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Control group</source>
        <translation>Kontrollgruppe</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Every process that runs this file, whoever it belongs to. For a script it is the interpreter; in a container, the path there.</source>
        <translation>Jeder Prozess, der diese Datei ausführt, wem er auch gehört. Bei einem Skript ist es der Interpreter, in einem Container der Pfad dort.</translation>
    </message>
    <message>
        <source>Every process of a systemd service or scope of the system, by its exact name.</source>
        <translation>Jeder Prozess eines systemd-Dienstes oder -Scopes des Systems, nach dem genauen Namen.</translation>
    </message>
    <message>
        <source>Every process in this control group and in all below it.</source>
        <translation>Jeder Prozess in dieser Kontrollgruppe und allen darunter.</translation>
    </message>
    <message>
        <source>Every process of this user, by name or number.</source>
        <translation>Jeder Prozess dieses Benutzers, nach Name oder Nummer.</translation>
    </message>
    <message>
        <source>Never mark</source>
        <translation>Nie markieren</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
</context>
<context>
    <name>SavingText</name>
    <message>
        <source>%1, give or take %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>Marking it would save nothing now: none of its pages equal each other or those of a marked process.</source>
        <translation>Ihn zu markieren, würde jetzt nichts sparen: Keine seiner Seiten gleicht einer anderen davon oder der eines markierten Prozesses.</translation>
    </message>
    <message>
        <source>Marking %1 processes together would save nothing now: none of their pages equal each other or those of a marked process.</source>
        <translation>%1 Prozesse zusammen zu markieren, würde jetzt nichts sparen: Keine ihrer Seiten gleicht einer anderen davon oder der eines markierten Prozesses.</translation>
    </message>
    <message>
        <source>%1 because it holds the same more than once</source>
        <translation>%1, weil er das Gleiche mehrmals enthält</translation>
    </message>
    <message>
        <source>%1 because they hold the same</source>
        <translation>%1, weil sie das Gleiche enthalten</translation>
    </message>
    <message>
        <source>%1 because it is merged among others already</source>
        <translation>%1, weil es bei anderen schon zusammengeführt ist</translation>
    </message>
    <message>
        <source>%1 because a marked process holds it too</source>
        <translation>%1, weil ein markierter Prozess es auch enthält</translation>
    </message>
    <message>
        <source>%1 because it is nothing but zeroes</source>
        <translation>%1, weil es nichts als Nullen sind</translation>
    </message>
    <message>
        <source>Marking it would save %1.</source>
        <translation>Ihn zu markieren, würde %1 sparen.</translation>
    </message>
    <message>
        <source>Marking %1 processes together would save %2.</source>
        <translation>%1 Prozesse zusammen zu markieren, würde %2 sparen.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>; </translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>Estimated: %1. Saved since: %2.</source>
        <translation>Geschätzt: %1. Seitdem gespart: %2.</translation>
    </message>
    <message>
        <source>Estimated for %1 processes together: %2. Saved since: %3.</source>
        <translation>Für %1 Prozesse zusammen geschätzt: %2. Seitdem gespart: %3.</translation>
    </message>
    <message>
        <source>Marked are %1 of them.</source>
        <translation>Davon markiert: %1.</translation>
    </message>
    <message>
        <source>What it shares with others counts in part for those.</source>
        <translation>Was er mit anderen teilt, zählt zum Teil für diese.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen&#xa0;…</translation>
    </message>
    <message>
        <source>Merging…</source>
        <translation>Zusammenführen&#xa0;…</translation>
    </message>
    <message>
        <source>Merging %1 of %2…</source>
        <translation>Zusammenführen: %1 von %2&#xa0;…</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Schätzen&#xa0;…</translation>
    </message>
    <message>
        <source>Estimating %1 processes…</source>
        <translation>%1 Prozesse werden geschätzt&#xa0;…</translation>
    </message>
    <message>
        <source>There was nothing more to merge.</source>
        <translation>Es gab nichts weiter zusammenzuführen.</translation>
    </message>
    <message>
        <source>Merged %1 more.</source>
        <translation>Weitere %1 zusammengeführt.</translation>
    </message>
    <message>
        <source>Merging was cancelled.</source>
        <translation>Das Zusammenführen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Merging was cancelled. Until then, %1 were merged.</source>
        <translation>Das Zusammenführen wurde abgebrochen. Bis dahin wurden %1 zusammengeführt.</translation>
    </message>
    <message>
        <source>The process was not merged.</source>
        <translation>Der Prozess wurde nicht zusammengeführt.</translation>
    </message>
    <message>
        <source>%1 of %2 processes were not merged.</source>
        <translation>Nicht zusammengeführt: %1 von %2 Prozessen.</translation>
    </message>
</context>
<context>
    <name>SavingTrend</name>
    <message>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>Saved %1 %2, %3 now</source>
        <comment>size, time such as “5 min ago”, size</comment>
        <translation>Gespart: %1 %2, jetzt %3</translation>
    </message>
</context>
<context>
    <name>ServiceWords</name>
    <message>
        <source>Running until it is paused.</source>
        <translation>Es wird gesucht, bis jemand anhält.</translation>
    </message>
    <message>
        <source>Waiting, as the kernel does not say how much memory is available.</source>
        <translation>Gewartet wird, weil der Kernel nicht sagt, wie viel Speicher verfügbar ist.</translation>
    </message>
    <message>
        <source>Running, as %1 of memory is available; it waits from %2 on.</source>
        <translation>Es wird gesucht, weil nur %1 des Speichers verfügbar sind; ab %2 wird gewartet.</translation>
    </message>
    <message>
        <source>Waiting for less than %1 of memory to be available; %2 is.</source>
        <translation>Gewartet wird, bis weniger als %1 des Speichers verfügbar sind; jetzt sind es %2.</translation>
    </message>
    <message>
        <source>Running, as the machine is on mains power.</source>
        <translation>Es wird gesucht, weil der Rechner am Stromnetz ist.</translation>
    </message>
    <message>
        <source>Waiting for mains power; the machine runs on its battery.</source>
        <translation>Gewartet wird auf das Stromnetz; der Rechner läuft mit dem Akku.</translation>
    </message>
    <message>
        <source>Waiting, as this kernel does not measure memory pressure (PSI).</source>
        <translation>Gewartet wird, weil dieser Kernel den Speicherdruck nicht misst (PSI).</translation>
    </message>
    <message>
        <source>Running, as programs waited for memory for %1 of the last seconds.</source>
        <translation>Es wird gesucht, weil Programme in den letzten Sekunden zu %1 der Zeit auf Speicher gewartet haben.</translation>
    </message>
    <message>
        <source>Waiting for memory pressure above %1; it is %2.</source>
        <translation>Gewartet wird auf einen Speicherdruck über %1; jetzt sind es %2.</translation>
    </message>
    <message>
        <source>Another program has started it.</source>
        <translation>Ein anderes Programm hat die Suche gestartet.</translation>
    </message>
    <message>
        <source>Another program has paused it.</source>
        <translation>Ein anderes Programm hat die Suche angehalten.</translation>
    </message>
    <message>
        <source>It was not started, or was paused.</source>
        <translation>Die Suche wurde nicht gestartet, oder sie wurde angehalten.</translation>
    </message>
    <message>
        <source>All merged memory is being unmerged.</source>
        <translation>Aller zusammengeführte Speicher wird gerade getrennt.</translation>
    </message>
    <message>
        <source>All merged memory is being unmerged right now: wait until that is done, or cancel it.</source>
        <translation>Aller zusammengeführte Speicher wird gerade getrennt: Warten Sie, bis das fertig ist, oder brechen Sie es ab.</translation>
    </message>
    <message>
        <source>This kernel does not measure memory pressure (PSI): start it with &quot;psi=1&quot;, or choose another policy.</source>
        <translation>Dieser Kernel misst den Speicherdruck nicht (PSI): Starten Sie ihn mit „psi=1“, oder wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>The kernel module samepage is not loaded. Load it, for example with &quot;samepagectl load&quot;.</source>
        <translation>Das Kernelmodul samepage ist nicht geladen. Laden Sie es, zum Beispiel mit „samepagectl load“.</translation>
    </message>
    <message>
        <source>The kernel module samepage is not installed for the running kernel. Install the package samepage-dkms, and the headers of this kernel, then load it.</source>
        <translation>Das Kernelmodul samepage ist für den laufenden Kernel nicht installiert. Installieren Sie das Paket samepage-dkms und die Header dieses Kernels, und laden Sie es dann.</translation>
    </message>
    <message>
        <source>The kernel module samepage is installed, but not built for the running kernel. Install the headers of this kernel and build it: &quot;apt install linux-headers-$(uname -r)&quot;, then &quot;dkms autoinstall&quot;, as root.</source>
        <translation>Das Kernelmodul samepage ist installiert, aber nicht für den laufenden Kernel gebaut. Installieren Sie die Header dieses Kernels und bauen Sie es: „apt install linux-headers-$(uname -r)“, dann „dkms autoinstall“, als root.</translation>
    </message>
    <message>
        <source>The kernel refused the module samepage because of its signature. With Secure Boot, enrol the key that DKMS signs with (&quot;mokutil --import /var/lib/dkms/mok.pub&quot; as root), then restart.</source>
        <translation>Der Kernel hat das Modul samepage wegen seiner Signatur abgelehnt. Machen Sie ihm bei Secure Boot den Schlüssel bekannt, mit dem DKMS signiert („mokutil --import /var/lib/dkms/mok.pub“ als root), und starten Sie neu.</translation>
    </message>
    <message>
        <source>The kernel is locked down and loads only modules that are signed with a key it trusts. Enrol the key that DKMS signs with (&quot;mokutil --import /var/lib/dkms/mok.pub&quot; as root), then restart.</source>
        <translation>Der Kernel ist abgeriegelt und lädt nur Module, die mit einem Schlüssel signiert sind, dem er vertraut. Machen Sie ihm den Schlüssel bekannt, mit dem DKMS signiert („mokutil --import /var/lib/dkms/mok.pub“ als root), und starten Sie neu.</translation>
    </message>
    <message>
        <source>The kernel module samepage could not start on this kernel; the kernel log says why (journalctl -k).</source>
        <translation>Das Kernelmodul samepage konnte auf diesem Kernel nicht starten; das Kernelprotokoll sagt, warum (journalctl -k).</translation>
    </message>
    <message>
        <source>The loaded kernel module samepage does not fit this version of the service. Unload it, install the matching package, and load it again.</source>
        <translation>Das geladene Kernelmodul samepage passt nicht zu dieser Version des Dienstes. Entladen Sie es, installieren Sie das passende Paket, und laden Sie es wieder.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner is running or still has pages merged. Stop it with &quot;echo 2 &gt; /sys/kernel/mm/ksm/run&quot; as root.</source>
        <translation>Der kerneleigene Scanner läuft, oder es sind noch Seiten von ihm zusammengeführt. Beenden Sie ihn mit „echo 2 &gt; /sys/kernel/mm/ksm/run“ als root.</translation>
    </message>
    <message>
        <source>The running kernel is %1.</source>
        <translation>Der laufende Kernel ist %1.</translation>
    </message>
    <message>
        <source>The kernel said nothing: the module may be on a blacklist in /etc/modprobe.d.</source>
        <translation>Der Kernel sagt nichts dazu: Vielleicht ist das Modul in /etc/modprobe.d gesperrt.</translation>
    </message>
    <message>
        <source>The kernel said: %1</source>
        <translation>Der Kernel sagt: %1</translation>
    </message>
    <message>
        <source>The kernel module samepage is in use right now; try again in a moment.</source>
        <translation>Das Kernelmodul samepage ist gerade in Gebrauch; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The kernel module is being unloaded right now.</source>
        <translation>Das Kernelmodul wird gerade entladen.</translation>
    </message>
    <message>
        <source>It was ended early: the kernel module is being unloaded.</source>
        <translation>Es wurde vorzeitig beendet: Das Kernelmodul wird entladen.</translation>
    </message>
    <message>
        <source>It was ended early: %1.</source>
        <translation>Es wurde vorzeitig beendet: %1.</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Es wurde abgebrochen.</translation>
    </message>
    <message>
        <source>It was interrupted; what is left stays merged.</source>
        <translation>Es wurde unterbrochen; was übrig ist, bleibt zusammengeführt.</translation>
    </message>
    <message>
        <source>The scanner is gone: its module was unloaded.</source>
        <translation>Der Scanner ist weg: Sein Modul wurde entladen.</translation>
    </message>
    <message>
        <source>There is not enough free memory to give every process its own copy again. What is left stays merged; free some memory and try again.</source>
        <translation>Es ist nicht genug Speicher frei, um jedem Prozess wieder eine eigene Kopie zu geben. Was übrig ist, bleibt zusammengeführt; machen Sie Speicher frei und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The kernel did not stop scanning: %1.</source>
        <translation>Der Kernel hat die Suche nicht angehalten: %1.</translation>
    </message>
    <message>
        <source>The kernel did not start scanning: %1.</source>
        <translation>Der Kernel hat die Suche nicht gestartet: %1.</translation>
    </message>
    <message>
        <source>The kernel did not unmerge the memory: %1.</source>
        <translation>Der Kernel hat den Speicher nicht getrennt: %1.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner is busy with something else; try again.</source>
        <translation>Der kerneleigene Scanner ist mit etwas anderem beschäftigt; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner cannot mark a running process: that needs the samepage module.</source>
        <translation>Der kerneleigene Scanner kann keinen laufenden Prozess markieren: Das geht nur mit dem Samepage-Modul.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner cannot unmark a running process: that needs the samepage module.</source>
        <translation>Der kerneleigene Scanner kann die Markierung eines laufenden Prozesses nicht aufheben: Das geht nur mit dem Samepage-Modul.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner cannot merge one process at once: that needs the samepage module.</source>
        <translation>Der kerneleigene Scanner kann keinen einzelnen Prozess sofort zusammenführen: Das geht nur mit dem Samepage-Modul.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner cannot merge one process at once, nor end that: that needs the samepage module.</source>
        <translation>Der kerneleigene Scanner kann keinen einzelnen Prozess sofort zusammenführen und auch das nicht beenden: Das geht nur mit dem Samepage-Modul.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner cannot estimate what marking would save: that needs the samepage module.</source>
        <translation>Der kerneleigene Scanner kann nicht schätzen, was Markieren sparen würde: Das geht nur mit dem Samepage-Modul.</translation>
    </message>
    <message>
        <source>The kernel&apos;s own scanner cannot say why memory is not merged: that needs the samepage module.</source>
        <translation>Der kerneleigene Scanner kann nicht sagen, warum Speicher nicht zusammengeführt ist: Das geht nur mit dem Samepage-Modul.</translation>
    </message>
    <message>
        <source>Nothing on this system can merge memory: this kernel has no scanner of its own.</source>
        <translation>Nichts auf diesem System kann Speicher zusammenführen: Dieser Kernel hat keinen eigenen Scanner.</translation>
    </message>
    <message>
        <source>The samepage module does not answer: it is being unloaded.</source>
        <translation>Das Samepage-Modul antwortet nicht: Es wird gerade entladen.</translation>
    </message>
    <message>
        <source>The samepage module does not answer: it is not loaded any more.</source>
        <translation>Das Samepage-Modul antwortet nicht: Es ist nicht mehr geladen.</translation>
    </message>
    <message>
        <source>The samepage module did not answer the question.</source>
        <translation>Das Samepage-Modul hat die Frage nicht beantwortet.</translation>
    </message>
    <message>
        <source>The samepage module may have it.</source>
        <translation>Das Samepage-Modul kann sie haben.</translation>
    </message>
    <message>
        <source>The samepage module refused: the process has exited.</source>
        <translation>Das Samepage-Modul hat abgelehnt: Der Prozess ist beendet.</translation>
    </message>
    <message>
        <source>The samepage module refused: the process id belongs to another process now.</source>
        <translation>Das Samepage-Modul hat abgelehnt: Die Prozessnummer gehört jetzt zu einem anderen Prozess.</translation>
    </message>
    <message>
        <source>The samepage module refused: %1.</source>
        <translation>Das Samepage-Modul hat abgelehnt: %1.</translation>
    </message>
    <message>
        <source>Rules are applied to running processes only, not to new ones.</source>
        <translation>Die Regeln werden nur auf laufende Prozesse angewandt, nicht auf neue.</translation>
    </message>
    <message>
        <source>The rules are kept, but not applied: that needs the samepage module.</source>
        <translation>Die Regeln werden behalten, aber nicht angewandt: Das geht nur mit dem Samepage-Modul.</translation>
    </message>
    <message>
        <source>Not authorised: polkit does not allow you %1.</source>
        <translation>Nicht berechtigt: polkit erlaubt Ihnen %1 nicht.</translation>
    </message>
    <message>
        <source>Not authorised: polkit could not be asked about %1: %2.</source>
        <translation>Nicht berechtigt: polkit konnte nicht nach %1 gefragt werden: %2.</translation>
    </message>
    <message>
        <source>Not authorised: the password prompt for %1 was dismissed.</source>
        <translation>Nicht berechtigt: Die Frage nach dem Passwort für %1 wurde geschlossen.</translation>
    </message>
    <message>
        <source>Not authorised: polkit asks for an administrator&apos;s password for %1, and no authentication agent of yours got one.</source>
        <translation>Nicht berechtigt: polkit verlangt für %1 das Passwort eines Systemverwalters, und keines Ihrer Programme konnte danach fragen.</translation>
    </message>
    <message>
        <source>Not authorised: the process has changed its user in the meantime.</source>
        <translation>Nicht berechtigt: Der Prozess hat inzwischen seinen Benutzer gewechselt.</translation>
    </message>
    <message>
        <source>Process %1 is a kernel thread: it has no memory of its own.</source>
        <translation>Prozess %1 ist ein Kernel-Thread: Er hat keinen eigenen Speicher.</translation>
    </message>
    <message>
        <source>There is no process %1; it may have exited.</source>
        <translation>Es gibt keinen Prozess %1; vielleicht ist er beendet.</translation>
    </message>
    <message>
        <source>You have too many requests waiting; wait for some of them to be answered.</source>
        <translation>Zu viele Ihrer Anfragen warten; warten Sie, bis einige beantwortet sind.</translation>
    </message>
    <message>
        <source>The service has too many requests to do; try again.</source>
        <translation>Der Dienst hat zu viele Anfragen; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The scanner in use has no setting &quot;%1&quot;.</source>
        <translation>Der benutzte Scanner hat keine Einstellung „%1“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a number from %2 to %3 (type t).</source>
        <translation>„%1“ muss eine Zahl von %2 bis %3 sein (Typ t).</translation>
    </message>
    <message>
        <source>The kernel did not set &quot;%1&quot; to %2: %3.</source>
        <translation>Der Kernel hat „%1“ nicht auf %2 gesetzt: %3.</translation>
    </message>
    <message>
        <source>It can only be changed while nothing is merged: unmerge everything first.</source>
        <translation>Das lässt sich nur ändern, solange nichts zusammengeführt ist: Trennen Sie zuerst alles.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>There are %1 rules already: remove some first.</source>
        <translation>Es gibt schon %1 Regeln: Entfernen Sie zuerst einige.</translation>
    </message>
    <message>
        <source>There is no rule %1.</source>
        <translation>Es gibt keine Regel %1.</translation>
    </message>
    <message>
        <source>There is no user &quot;%1&quot; on this system.</source>
        <translation>Auf diesem System gibt es keinen Benutzer „%1“.</translation>
    </message>
    <message>
        <source>The path must be absolute, without &quot;//&quot;, &quot;.&quot;, &quot;..&quot; and a slash at its end.</source>
        <translation>Der Pfad muss absolut sein, ohne „//“, „.“, „..“ und ohne Schrägstrich am Ende.</translation>
    </message>
    <message>
        <source>The path must be that of a program.</source>
        <translation>Der Pfad muss der eines Programms sein.</translation>
    </message>
    <message>
        <source>The value is not the name of a systemd unit.</source>
        <translation>Der Wert ist nicht der Name einer systemd-Unit.</translation>
    </message>
    <message>
        <source>The value must be the name of a service or a scope, with &quot;.service&quot; or &quot;.scope&quot; at its end; for slices there are rules about a cgroup.</source>
        <translation>Der Wert muss der Name eines Dienstes oder Scopes sein, mit „.service“ oder „.scope“ am Ende; für Slices gibt es Regeln über eine Kontrollgruppe.</translation>
    </message>
    <message>
        <source>The value must be the name or the id of a user.</source>
        <translation>Der Wert muss der Name oder die Nummer eines Benutzers sein.</translation>
    </message>
    <message>
        <source>The domain must be a word of at most %1 small letters, digits and &quot;-&quot;.</source>
        <translation>Die Domäne muss ein Wort aus höchstens %1 Kleinbuchstaben, Ziffern und „-“ sein.</translation>
    </message>
    <message>
        <source>A rule that never marks has no domain: leave it out.</source>
        <translation>Eine Regel, die nie markiert, hat keine Domäne: Lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>The priority must be from -%1 to %2.</source>
        <translation>Die Priorität muss von -%1 bis %2 sein.</translation>
    </message>
    <message>
        <source>The running kernel lacks something that the module samepage needs. Start a kernel that it supports: Linux 6.1, 6.12 or 7.3 for x86-64 as Debian has them, built with CONFIG_KSM and CONFIG_KPROBES.</source>
        <translation>Dem laufenden Kernel fehlt etwas, das das Modul samepage braucht. Starten Sie einen Kernel, mit dem es geht: Linux 6.1, 6.12 oder 7.3 für x86-64 wie in Debian, gebaut mit CONFIG_KSM und CONFIG_KPROBES.</translation>
    </message>
</context>
<context>
    <name>SetupState</name>
    <message>
        <source>Connecting to the Samepage service…</source>
        <translation>Verbinden mit dem Samepage-Dienst&#xa0;…</translation>
    </message>
    <message>
        <source>No connection to the system</source>
        <translation>Keine Verbindung zum System</translation>
    </message>
    <message>
        <source>Samepage talks to its service over the system bus, and the bus does not answer. The window comes back by itself when it does.</source>
        <translation>Samepage spricht über den Systembus mit seinem Dienst, und der Bus antwortet nicht. Sobald er es tut, kommt das Fenster von selbst zurück.</translation>
    </message>
    <message>
        <source>See whether the bus runs:</source>
        <translation>Sehen Sie nach, ob der Bus läuft:</translation>
    </message>
    <message>
        <source>The Samepage service is not installed</source>
        <translation>Der Samepage-Dienst ist nicht installiert</translation>
    </message>
    <message>
        <source>The app shows what the service finds out and does; without it there is nothing to show. Once it is installed, the window comes back by itself.</source>
        <translation>Die Anwendung zeigt, was der Dienst herausfindet und tut; ohne ihn gibt es nichts zu zeigen. Sobald er installiert ist, kommt das Fenster von selbst zurück.</translation>
    </message>
    <message>
        <source>Install it:</source>
        <translation>Installieren Sie ihn:</translation>
    </message>
    <message>
        <source>The Samepage service does not answer</source>
        <translation>Der Samepage-Dienst antwortet nicht</translation>
    </message>
    <message>
        <source>It is installed, but could not be started or is silent. The window comes back by itself when it answers.</source>
        <translation>Er ist installiert, konnte aber nicht gestartet werden oder schweigt. Sobald er antwortet, kommt das Fenster von selbst zurück.</translation>
    </message>
    <message>
        <source>See what it says, and start it again:</source>
        <translation>Sehen Sie nach, was er meldet, und starten Sie ihn neu:</translation>
    </message>
    <message>
        <source>App and service do not fit together</source>
        <translation>Anwendung und Dienst passen nicht zusammen</translation>
    </message>
    <message>
        <source>The Samepage service that runs is of another version than this app, and they do not understand each other.</source>
        <translation>Der laufende Samepage-Dienst hat eine andere Version als diese Anwendung, und die beiden verstehen einander nicht.</translation>
    </message>
    <message>
        <source>Bring both to the same version:</source>
        <translation>Bringen Sie beide auf dieselbe Version:</translation>
    </message>
    <message>
        <source>The Samepage module is not loaded</source>
        <translation>Das Samepage-Modul ist nicht geladen</translation>
    </message>
    <message>
        <source>Finding and merging identical memory is the work of a kernel module. It is installed and only has to be loaded.</source>
        <translation>Gleichen Speicher zu finden und zusammenzuführen, ist die Arbeit eines Kernelmoduls. Es ist installiert und muss nur noch geladen werden.</translation>
    </message>
    <message>
        <source>The Samepage module is not installed</source>
        <translation>Das Samepage-Modul ist nicht installiert</translation>
    </message>
    <message>
        <source>Finding and merging identical memory is the work of a kernel module, and there is none for the kernel that runs now.</source>
        <translation>Gleichen Speicher zu finden und zusammenzuführen, ist die Arbeit eines Kernelmoduls, und für den laufenden Kernel gibt es keines.</translation>
    </message>
    <message>
        <source>Install and build it, then load it:</source>
        <translation>Installieren und bauen Sie es, und laden Sie es dann:</translation>
    </message>
    <message>
        <source>The Samepage module is not built for this kernel</source>
        <translation>Das Modul ist nicht für diesen Kernel gebaut</translation>
    </message>
    <message>
        <source>The module is installed, but the kernel that runs now came later or has no headers here, and so it was not built for it.</source>
        <translation>Das Modul ist installiert, aber der laufende Kernel kam später dazu oder hat hier keine Header-Dateien. Darum wurde es nicht für ihn gebaut.</translation>
    </message>
    <message>
        <source>Build it, then load it:</source>
        <translation>Bauen Sie es, und laden Sie es dann:</translation>
    </message>
    <message>
        <source>This kernel lacks what the Samepage module needs</source>
        <translation>Diesem Kernel fehlt, was das Modul braucht</translation>
    </message>
    <message>
        <source>The module looked for functions of the kernel and did not find all of them, so it left everything as it was. It works with Linux 6.1, 6.12 and 7.3 as Debian has them.</source>
        <translation>Das Modul hat nach Funktionen des Kernels gesucht und nicht alle gefunden. Darum hat es alles gelassen, wie es war. Es arbeitet mit Linux 6.1, 6.12 und 7.3, wie Debian sie hat.</translation>
    </message>
    <message>
        <source>See what is missing:</source>
        <translation>Sehen Sie nach, was fehlt:</translation>
    </message>
    <message>
        <source>The kernel is locked down</source>
        <translation>Der Kernel ist abgeriegelt</translation>
    </message>
    <message>
        <source>The kernel refuses the Samepage module</source>
        <translation>Der Kernel lehnt das Samepage-Modul ab</translation>
    </message>
    <message>
        <source>With Secure Boot on, the kernel loads only modules signed with a key it trusts. The module is signed with this computer’s own key, which has to be made known to the firmware once.</source>
        <translation>Ist Secure Boot eingeschaltet, lädt der Kernel nur Module, die mit einem Schlüssel signiert sind, dem er vertraut. Das Modul ist mit dem eigenen Schlüssel dieses Rechners signiert, der der Firmware einmal bekannt gemacht werden muss.</translation>
    </message>
    <message>
        <source>Enrol the key:</source>
        <translation>Melden Sie den Schlüssel an:</translation>
    </message>
    <message>
        <source>Choose a password when asked; it is needed only once.</source>
        <translation>Wählen Sie ein Passwort, wenn Sie danach gefragt werden; es wird nur einmal gebraucht.</translation>
    </message>
    <message>
        <source>On the blue screen choose “Enroll MOK” and type the password.</source>
        <translation>Wählen Sie auf dem blauen Bildschirm „Enroll MOK“, und geben Sie das Passwort ein.</translation>
    </message>
    <message>
        <source>The Samepage module could not start</source>
        <translation>Das Samepage-Modul konnte nicht starten</translation>
    </message>
    <message>
        <source>It was loaded, but found something in this kernel that it cannot work with, and left everything as it was. The kernel log names the reason.</source>
        <translation>Es wurde geladen, hat in diesem Kernel aber etwas gefunden, womit es nicht arbeiten kann, und alles gelassen, wie es war. Das Kernelprotokoll nennt den Grund.</translation>
    </message>
    <message>
        <source>Read the reason:</source>
        <translation>Lesen Sie den Grund:</translation>
    </message>
    <message>
        <source>Module and service do not fit together</source>
        <translation>Modul und Dienst passen nicht zusammen</translation>
    </message>
    <message>
        <source>The module that is loaded is of another version than the service. Loading the installed one helps after an update.</source>
        <translation>Das geladene Modul hat eine andere Version als der Dienst. Nach einer Aktualisierung hilft es, das installierte zu laden.</translation>
    </message>
    <message>
        <source>Module %1 is loaded, but the service is version %2. Loading the installed module helps after an update.</source>
        <translation>Modul %1 ist geladen, aber der Dienst hat Version %2. Nach einer Aktualisierung hilft es, das installierte Modul zu laden.</translation>
    </message>
    <message>
        <source>If that does not help, bring both to the same version:</source>
        <translation>Hilft das nicht, bringen Sie beide auf dieselbe Version:</translation>
    </message>
    <message>
        <source>The kernel’s own scanner is in use</source>
        <translation>Der kerneleigene Scanner wird benutzt</translation>
    </message>
    <message>
        <source>Only one scanner can work on memory at a time. Stop the kernel’s own one and let it give back what it has merged; this needs as much free memory as it saves.</source>
        <translation>Nur ein Scanner kann zur selben Zeit am Speicher arbeiten. Halten Sie den kerneleigenen an, und lassen Sie ihn zurückgeben, was er zusammengeführt hat; das braucht so viel freien Speicher, wie er spart.</translation>
    </message>
    <message>
        <source>Stop it:</source>
        <translation>Halten Sie ihn an:</translation>
    </message>
    <message>
        <source>Samepage cannot merge memory now</source>
        <translation>Samepage kann jetzt keinen Speicher zusammenführen</translation>
    </message>
    <message>
        <source>The service names a reason that this version of the app does not know. An update of the app may help.</source>
        <translation>Der Dienst nennt einen Grund, den diese Version der Anwendung nicht kennt. Eine Aktualisierung der Anwendung hilft vielleicht.</translation>
    </message>
    <message>
        <source>See what the service says:</source>
        <translation>Sehen Sie nach, was der Dienst meldet:</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Keine Verbindung zu %1</translation>
    </message>
    <message>
        <source>See whether ssh gets there without a question:</source>
        <translation>Sehen Sie nach, ob ssh ohne Rückfrage dorthin kommt:</translation>
    </message>
    <message>
        <source>Install with the package manager of that system: %1</source>
        <translation>Mit der Paketverwaltung des Systems zu installieren: %1</translation>
    </message>
</context>
<context>
    <name>SharingPartners</name>
    <message>
        <source>%1 and %2 more</source>
        <comment>names</comment>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Most likely others of the same program that have merged memory too: PID %1.</source>
        <translation>Sehr wahrscheinlich andere Prozesse desselben Programms, von denen auch Speicher zusammengeführt ist: PID %1.</translation>
    </message>
    <message>
        <source>Possibly other programs of the same user: %1.</source>
        <translation>Vielleicht andere Programme desselben Benutzers: %1.</translation>
    </message>
    <message>
        <source>Possibly also other programs of the same user: %1.</source>
        <translation>Vielleicht auch andere Programme desselben Benutzers: %1.</translation>
    </message>
    <message>
        <source>Nobody in the list: partners may belong to another user or have exited, or the same contents are several times in this process.</source>
        <translation>Niemand in der Liste: Vielleicht gehören die Partner einem anderen Benutzer oder sind beendet, oder derselbe Inhalt ist mehrmals in diesem Prozess.</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Scanning has paused by itself</source>
        <translation>Die Suche hat von selbst angehalten</translation>
    </message>
    <message>
        <source>It goes on when it may again.</source>
        <translation>Sie geht weiter, sobald sie wieder darf.</translation>
    </message>
    <message>
        <source>Connecting to the service…</source>
        <translation>Verbinden mit dem Dienst&#xa0;…</translation>
    </message>
    <message>
        <source>The service is not there</source>
        <translation>Der Dienst ist nicht da</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Sucht</translation>
    </message>
    <message>
        <source>Waiting until it may scan</source>
        <translation>Wartet, bis gesucht werden darf</translation>
    </message>
    <message>
        <source>Scanning is paused</source>
        <translation>Die Suche ist angehalten</translation>
    </message>
    <message>
        <source>Everything is being unmerged</source>
        <translation>Alles wird getrennt</translation>
    </message>
    <message>
        <source>There is no scanner</source>
        <translation>Es gibt keinen Scanner</translation>
    </message>
    <message>
        <source>Samepage on %1</source>
        <translation>Samepage auf %1</translation>
    </message>
    <message>
        <source>%1 saves %2</source>
        <comment>“Samepage”, or “Samepage on computer”</comment>
        <translation>%1 spart %2</translation>
    </message>
</context>
<context>
    <name>TunableSpec</name>
    <message>
        <source>Any number</source>
        <translation>Beliebige Zahl</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>number, unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>How much of one CPU all scanning threads together may use.</source>
        <translation>Wie viel einer CPU alle Such-Threads zusammen benutzen dürfen.</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>How many threads scan. Fewer of them lower max_cpu_percent to what they may use.</source>
        <translation>Wie viele Threads suchen. Weniger davon senken max_cpu_percent auf das, was sie benutzen dürfen.</translation>
    </message>
    <message>
        <source>How many pages each thread looks at between two rests.</source>
        <translation>Wie viele Seiten jeder Thread zwischen zwei Pausen ansieht.</translation>
    </message>
    <message>
        <source>How long a rest is.</source>
        <translation>Wie lange eine Pause dauert.</translation>
    </message>
    <message>
        <source>Pass over pages that did not change, and for some passes over those that change all the time.</source>
        <translation>Seiten übergehen, die sich nicht geändert haben, und einige Durchläufe lang solche, die sich ständig ändern.</translation>
    </message>
    <message>
        <source>Who sets pages_to_scan: nobody, or the advisor, so that a pass takes a certain time.</source>
        <translation>Wer pages_to_scan festlegt: niemand oder der Ratgeber, sodass ein Durchlauf eine bestimmte Zeit dauert.</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>How long a pass should take with the advisor.</source>
        <translation>Wie lange ein Durchlauf mit dem Ratgeber dauern soll.</translation>
    </message>
    <message>
        <source>How much of a CPU the advisor aims to stay below.</source>
        <translation>Unter welchem Anteil einer CPU der Ratgeber bleiben soll.</translation>
    </message>
    <message>
        <source>The fewest pages that the advisor sets.</source>
        <translation>Die kleinste Seitenzahl, die der Ratgeber festlegt.</translation>
    </message>
    <message>
        <source>The most pages that the advisor sets.</source>
        <translation>Die größte Seitenzahl, die der Ratgeber festlegt.</translation>
    </message>
    <message>
        <source>Whose memory merges with whose. A change unmerges what does not belong together any more.</source>
        <translation>Wessen Speicher mit wessen zusammengeführt wird. Eine Änderung trennt, was nicht mehr zusammengehört.</translation>
    </message>
    <message>
        <source>mappings</source>
        <translation>Zuordnungen</translation>
    </message>
    <message>
        <source>How many mappings one merged page may have. It can only be changed while nothing is merged.</source>
        <translation>Wie viele Zuordnungen eine zusammengeführte Seite haben darf. Nur änderbar, solange nichts zusammengeführt ist.</translation>
    </message>
    <message>
        <source>Merge pages of different NUMA nodes. It can only be changed while nothing is merged.</source>
        <translation>Seiten verschiedener NUMA-Knoten zusammenführen. Nur änderbar, solange nichts zusammengeführt ist.</translation>
    </message>
    <message>
        <source>Replace pages of zeroes by the kernel’s own zero page.</source>
        <translation>Seiten voller Nullen durch die Nullseite des Kernels ersetzen.</translation>
    </message>
    <message>
        <source>Merge nothing but pages of zeroes; for use_zero_pages.</source>
        <translation>Nichts als Seiten voller Nullen zusammenführen; für use_zero_pages.</translation>
    </message>
    <message>
        <source>Split a huge page when so many of its 512 pages would merge. 0: one is enough.</source>
        <translation>Eine große Seite aufteilen, wenn sich so viele ihrer 512 Seiten zusammenführen ließen. 0: eine genügt.</translation>
    </message>
    <message>
        <source>How many merged pages there may be that cannot be swapped out. A quarter of the memory by default.</source>
        <translation>Wie viele zusammengeführte Seiten es geben darf, die nicht ausgelagert werden können. Standard ist ein Viertel des Speichers.</translation>
    </message>
    <message>
        <source>Merged pages can be swapped out and moved like any others. If not, they stay where they are.</source>
        <translation>Zusammengeführte Seiten können wie alle anderen ausgelagert und verschoben werden. Sonst bleiben sie, wo sie sind.</translation>
    </message>
    <message>
        <source>How often merged pages that nobody maps any more are looked for.</source>
        <translation>Wie oft nach zusammengeführten Seiten gesucht wird, die niemand mehr benutzt.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>, </source>
        <translation>; </translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Standard: %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>range, default</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>This needs a whole number.</source>
        <translation>Hier ist eine ganze Zahl nötig.</translation>
    </message>
    <message>
        <source>This must be %1 or more.</source>
        <translation>Dies muss %1 oder mehr sein.</translation>
    </message>
    <message>
        <source>This must be from %1 to %2.</source>
        <translation>Dies muss von %1 bis %2 reichen.</translation>
    </message>
</context>
<context>
    <name>UnmergeNeed</name>
    <message>
        <source>This needs as much free memory as merging saves.</source>
        <translation>Dafür ist so viel freier Speicher nötig, wie das Zusammenführen spart.</translation>
    </message>
    <message>
        <source>This needs %1 of free memory.</source>
        <translation>Dafür sind %1 freier Speicher nötig.</translation>
    </message>
    <message>
        <source>This needs %1 of free memory, and only %2 is available: it would stop when memory runs out, and leave the rest merged.</source>
        <translation>Dafür sind %1 freier Speicher nötig, und nur %2 sind verfügbar: Es würde enden, wenn der Speicher ausgeht, und der Rest bliebe zusammengeführt.</translation>
    </message>
    <message>
        <source>This needs %1 of free memory; %2 is available.</source>
        <translation>Dafür sind %1 freier Speicher nötig; %2 sind verfügbar.</translation>
    </message>
    <message>
        <source>Scanning stops, and every process gets its own memory back. %1 Processes stay marked.</source>
        <translation>Die Suche wird beendet, und jeder Prozess bekommt seinen eigenen Speicher zurück. %1 Die Prozesse bleiben markiert.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::Actions</name>
    <message>
        <source>&amp;Mark</source>
        <translation>&amp;Markieren</translation>
    </message>
    <message>
        <source>Let the scanner merge the memory of the selected processes</source>
        <translation>Den Scanner den Speicher der ausgewählten Prozesse zusammenführen lassen</translation>
    </message>
    <message>
        <source>&amp;Unmark</source>
        <translation>Markierung au&amp;fheben</translation>
    </message>
    <message>
        <source>Give the selected processes all their own memory back</source>
        <translation>Den ausgewählten Prozessen ihren eigenen Speicher ganz zurückgeben</translation>
    </message>
    <message>
        <source>Un&amp;do</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Take the last mark or unmark back</source>
        <translation>Die letzte Markierung oder deren Aufhebung zurücknehmen</translation>
    </message>
    <message>
        <source>Mark this program al&amp;ways…</source>
        <translation>Dieses Programm &amp;immer markieren&#xa0;…</translation>
    </message>
    <message>
        <source>Add a rule that marks every process that runs the program</source>
        <translation>Eine Regel hinzufügen, die jeden Prozess markiert, der das Programm ausführt</translation>
    </message>
    <message>
        <source>&amp;Estimate saving</source>
        <translation>&amp;Ersparnis schätzen</translation>
    </message>
    <message>
        <source>Find out what marking the selected processes together would save, without changing anything</source>
        <translation>Herausfinden, was es sparen würde, die ausgewählten Prozesse zusammen zu markieren, ohne etwas zu ändern</translation>
    </message>
    <message>
        <source>Merge &amp;now</source>
        <translation>&amp;Jetzt zusammenführen</translation>
    </message>
    <message>
        <source>Merge what can be merged of the selected marked processes at once and at full speed</source>
        <translation>Sofort und mit voller Geschwindigkeit zusammenführen, was sich von den ausgewählten markierten Prozessen zusammenführen lässt</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows as text</source>
        <translation>Die ausgewählten Zeilen als Text kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Alle aus&amp;wählen</translation>
    </message>
    <message>
        <source>Select all processes in the table</source>
        <translation>Alle Prozesse in der Tabelle auswählen</translation>
    </message>
    <message>
        <source>My processes</source>
        <translation>Eigene Prozesse</translation>
    </message>
    <message>
        <source>Show your own processes</source>
        <translation>Ihre eigenen Prozesse anzeigen</translation>
    </message>
    <message>
        <source>Processes of all users</source>
        <translation>Prozesse aller Benutzer</translation>
    </message>
    <message>
        <source>Show the processes of all users; may ask for an administrator’s password</source>
        <translation>Die Prozesse aller Benutzer anzeigen; fragt möglicherweise nach dem Passwort eines Systemverwalters</translation>
    </message>
    <message>
        <source>Marked processes</source>
        <translation>Markierte Prozesse</translation>
    </message>
    <message>
        <source>Show only processes that take part in merging</source>
        <translation>Nur Prozesse anzeigen, die am Zusammenführen teilnehmen</translation>
    </message>
    <message>
        <source>Processes worth marking</source>
        <translation>Lohnende Prozesse</translation>
    </message>
    <message>
        <source>Show unmarked processes that are estimated to save something or, where nothing was estimated, whose program the same user runs more than once</source>
        <translation>Nicht markierte Prozesse anzeigen, die nach Schätzung etwas sparen oder, wo nichts geschätzt wurde, deren Programm derselbe Benutzer mehrmals ausführt</translation>
    </message>
    <message>
        <source>&amp;Tree</source>
        <translation>&amp;Baum</translation>
    </message>
    <message>
        <source>Show processes below those that started them</source>
        <translation>Prozesse unter denen anzeigen, die sie gestartet haben</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>Type to narrow the table down</source>
        <translation>Tippen, um die Tabelle einzugrenzen</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>Ask for the processes now</source>
        <translation>Die Prozesse jetzt neu abfragen</translation>
    </message>
    <message>
        <source>Hold the table &amp;still</source>
        <translation>Tabelle an&amp;halten</translation>
    </message>
    <message>
        <source>Leave the processes and their numbers as they are for now</source>
        <translation>Die Prozesse und ihre Zahlen vorerst lassen, wie sie sind</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>Show what the selected process holds</source>
        <translation>Anzeigen, was der ausgewählte Prozess enthält</translation>
    </message>
    <message>
        <source>C&amp;hart</source>
        <translation>Dia&amp;gramm</translation>
    </message>
    <message>
        <source>Show merged pages over time</source>
        <translation>Zusammengeführte Seiten im Lauf der Zeit anzeigen</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Start looking for identical memory</source>
        <translation>Die Suche nach gleichem Speicher starten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Stop looking; what is merged stays merged</source>
        <translation>Die Suche anhalten; was zusammengeführt ist, bleibt es</translation>
    </message>
    <message>
        <source>Start or pause scanning</source>
        <translation>Suche starten oder anhalten</translation>
    </message>
    <message>
        <source>&amp;Unmerge everything…</source>
        <translation>Alles &amp;trennen&#xa0;…</translation>
    </message>
    <message>
        <source>Give every process its own memory back, and stop</source>
        <translation>Jedem Prozess seinen eigenen Speicher zurückgeben und aufhören</translation>
    </message>
    <message>
        <source>&amp;Load module</source>
        <translation>Modul &amp;laden</translation>
    </message>
    <message>
        <source>Load the Samepage kernel module</source>
        <translation>Das Kernelmodul von Samepage laden</translation>
    </message>
    <message>
        <source>U&amp;nload module</source>
        <translation>Modul &amp;entladen</translation>
    </message>
    <message>
        <source>Unload the Samepage kernel module</source>
        <translation>Das Kernelmodul von Samepage entladen</translation>
    </message>
    <message>
        <source>What is &amp;missing…</source>
        <translation>&amp;Was fehlt&#xa0;…</translation>
    </message>
    <message>
        <source>Show what has to be done for merging</source>
        <translation>Anzeigen, was zum Zusammenführen noch zu tun ist</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Show all keyboard shortcuts</source>
        <translation>Alle Tastenkürzel anzeigen</translation>
    </message>
    <message>
        <source>&amp;About Samepage</source>
        <translation>&amp;Über Samepage</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Unmark</source>
        <comment>on a button</comment>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Estimate saving</source>
        <comment>on a button</comment>
        <translation>Schätzen</translation>
    </message>
    <message>
        <source>Merge now</source>
        <comment>on a button</comment>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>&amp;Rules…</source>
        <translation>Re&amp;geln&#xa0;…</translation>
    </message>
    <message>
        <source>See and change what is always marked, and what never</source>
        <translation>Ansehen und ändern, was immer markiert wird und was nie</translation>
    </message>
    <message>
        <source>Connect to another c&amp;omputer…</source>
        <translation>Mit anderem &amp;Rechner verbinden&#xa0;…</translation>
    </message>
    <message>
        <source>Open a window for the processes of another computer, over ssh</source>
        <translation>Ein Fenster für die Prozesse eines anderen Rechners öffnen, über ssh</translation>
    </message>
    <message>
        <source>Keep in the &amp;tray</source>
        <translation>Im &amp;Infobereich behalten</translation>
    </message>
    <message>
        <source>Show an icon in the desktop’s tray that tells when something is wrong, and go on there when the window is closed</source>
        <translation>Ein Symbol im Infobereich der Arbeitsfläche anzeigen, das meldet, wenn etwas nicht stimmt, und dort weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>&amp;Welcome to Samepage</source>
        <translation>&amp;Willkommen bei Samepage</translation>
    </message>
    <message>
        <source>Read again what marking does, what it costs and what others can learn</source>
        <translation>Noch einmal lesen, was das Markieren bewirkt, was es kostet und was andere erfahren können</translation>
    </message>
    <message>
        <source>&amp;Controls…</source>
        <translation>Ste&amp;uerung&#xa0;…</translation>
    </message>
    <message>
        <source>Run, limit and tune the scanner</source>
        <translation>Den Scanner betreiben, begrenzen und einstellen</translation>
    </message>
    <message>
        <source>&amp;Estimate visible programs when idle</source>
        <translation>Sichtbare Programme im &amp;Leerlauf schätzen</translation>
    </message>
    <message>
        <source>Find out what marking the programs in the table would save while you do nothing else here; that costs CPU time</source>
        <translation>Herausfinden, was das Markieren der Programme in der Tabelle sparen würde, während Sie hier nichts anderes tun; das kostet CPU-Zeit</translation>
    </message>
    <message>
        <source>Red&amp;o</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>Noch einmal tun, was zurückgenommen wurde</translation>
    </message>
</context>
<context>
    <name>samepage::gui::BreakdownBar</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Memory by reason</source>
        <translation>Speicher nach Grund</translation>
    </message>
</context>
<context>
    <name>samepage::gui::BreakdownEntry</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: %2, %3 of its memory</source>
        <translation>%1: %2, %3 seines Speichers</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
</context>
<context>
    <name>samepage::gui::BreakdownView</name>
    <message>
        <source>Look again</source>
        <translation>Neu ansehen</translation>
    </message>
    <message>
        <source>Where its memory stands</source>
        <translation>Wie es um seinen Speicher steht</translation>
    </message>
    <message>
        <source>Go through the memory once more</source>
        <translation>Den Speicher noch einmal durchgehen</translation>
    </message>
    <message>
        <source>Where their memory stands</source>
        <translation>Wie es um ihren Speicher steht</translation>
    </message>
</context>
<context>
    <name>samepage::gui::BusConnection</name>
    <message>
        <source>The program ssh is not installed on this computer.</source>
        <translation>Das Programm ssh ist auf diesem Rechner nicht installiert.</translation>
    </message>
    <message>
        <source>That is no name of a computer that ssh could be given.</source>
        <translation>Das ist kein Name eines Rechners, den man ssh nennen könnte.</translation>
    </message>
    <message>
        <source>ssh could not connect. It cannot ask anything from here: it has to know the computer and get in without typing a password.</source>
        <translation>ssh konnte keine Verbindung herstellen. Es kann von hier aus nichts fragen: Es muss den Rechner kennen und ohne Passworteingabe hineinkommen.</translation>
    </message>
    <message>
        <source>ssh got there, but found no systemd-stdio-bridge, which comes with systemd.</source>
        <translation>ssh kam hin, fand dort aber kein systemd-stdio-bridge, das zu systemd gehört.</translation>
    </message>
    <message>
        <source>ssh got there, but the system bus there does not answer.</source>
        <translation>ssh kam hin, aber der Systembus dort antwortet nicht.</translation>
    </message>
    <message>
        <source>ssh reached no system bus there in time.</source>
        <translation>ssh hat dort nicht rechtzeitig einen Systembus erreicht.</translation>
    </message>
    <message>
        <source>The connection broke. The window comes back by itself when the computer can be reached again.</source>
        <translation>Die Verbindung ist abgebrochen. Sobald der Rechner wieder erreichbar ist, kommt das Fenster von selbst zurück.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::Chart</name>
    <message>
        <source>Chart of merging over time</source>
        <translation>Diagramm des Zusammenführens im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Der Verlauf wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Waiting for the first numbers…</source>
        <translation>Warten auf die ersten Zahlen&#xa0;…</translation>
    </message>
    <message>
        <source>Nothing is known of this time</source>
        <translation>Über diese Zeit ist nichts bekannt</translation>
    </message>
    <message>
        <source>All curves are hidden</source>
        <translation>Alle Kurven sind ausgeblendet</translation>
    </message>
    <message>
        <source>Nothing is merged yet</source>
        <translation>Noch ist nichts zusammengeführt</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>time and event</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… weitere: %1</translation>
    </message>
    <message>
        <source>%1 marked</source>
        <translation>%1 markiert</translation>
    </message>
    <message>
        <source>%1 unmarked</source>
        <translation>Markierung aufgehoben: %1</translation>
    </message>
    <message>
        <source>Scanning started</source>
        <translation>Suche gestartet</translation>
    </message>
    <message>
        <source>Scanning paused</source>
        <translation>Suche angehalten</translation>
    </message>
    <message>
        <source>Everything unmerged</source>
        <translation>Alles getrennt</translation>
    </message>
    <message>
        <source>Waiting: the kernel’s own scanner was started</source>
        <translation>Wartet: Der kerneleigene Scanner wurde gestartet</translation>
    </message>
    <message>
        <source>Scanning again</source>
        <translation>Sucht wieder</translation>
    </message>
    <message>
        <source>Module loaded</source>
        <translation>Modul geladen</translation>
    </message>
    <message>
        <source>Module unloaded</source>
        <translation>Modul entladen</translation>
    </message>
    <message>
        <source>The rules were damaged, and begin anew</source>
        <translation>Die Regeln waren beschädigt und beginnen neu</translation>
    </message>
    <message>
        <source>The settings were damaged, and begin anew</source>
        <translation>Die Einstellungen waren beschädigt und beginnen neu</translation>
    </message>
    <message>
        <source>A process</source>
        <translation>Ein Prozess</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>program and process id</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1&#xa0;s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1&#xa0;min</source>
        <translation>%1&#xa0;min</translation>
    </message>
    <message>
        <source>%1&#xa0;min %2&#xa0;s</source>
        <translation>%1&#xa0;min %2&#xa0;s</translation>
    </message>
    <message>
        <source>%1&#xa0;h %2&#xa0;min</source>
        <translation>%1&#xa0;h %2&#xa0;min</translation>
    </message>
    <message>
        <source>The history was damaged, and begins anew</source>
        <translation>Der Verlauf war beschädigt und beginnt neu</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ChartExport</name>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>PNG image</source>
        <translation>PNG-Bild</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG-Zeichnung</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF-Dokument</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ChartMenu</name>
    <message>
        <source>&amp;Logarithmic scale</source>
        <translation>&amp;Logarithmische Skala</translation>
    </message>
    <message>
        <source>Show as &amp;table…</source>
        <translation>Als &amp;Tabelle anzeigen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Copy image</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>Export as %1…</source>
        <translation>Als %1 exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Export the chart</source>
        <translation>Diagramm exportieren</translation>
    </message>
    <message>
        <source>%1 (*.%2)</source>
        <translation>%1 (*.%2)</translation>
    </message>
    <message>
        <source>“%1” was not written: %2</source>
        <translation>„%1“ wurde nicht geschrieben: %2</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ChartPanel</name>
    <message>
        <source>%1 pages/s</source>
        <translation>%1 Seiten/s</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>How much memory is merged, and how much is not</source>
        <translation>Wie viel Speicher zusammengeführt ist und wie viel nicht</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>How fast the scanner works</source>
        <translation>Wie schnell der Scanner arbeitet</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>5 minutes</source>
        <translation>5 Minuten</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15 Minuten</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>6 hours</source>
        <translation>6 Stunden</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>Zoomed</source>
        <translation>Ausschnitt</translation>
    </message>
    <message>
        <source>Time range of the chart</source>
        <translation>Zeitraum des Diagramms</translation>
    </message>
    <message>
        <source>How much time the chart shows</source>
        <translation>Wie viel Zeit das Diagramm zeigt</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Follow the present (Home, or a double-click in the chart)</source>
        <translation>Der Gegenwart folgen (Pos1 oder ein Doppelklick ins Diagramm)</translation>
    </message>
    <message>
        <source>More for the chart</source>
        <translation>Weiteres zum Diagramm</translation>
    </message>
    <message>
        <source>Scale, table, copy and export</source>
        <translation>Skala, Tabelle, Kopieren und Exportieren</translation>
    </message>
    <message>
        <source>The history could not be read.</source>
        <translation>Der Verlauf konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>%1 gespart</translation>
    </message>
    <message>
        <source>%1 scanned</source>
        <comment>as “1,200 pages/s scanned”</comment>
        <translation>%1 durchsucht</translation>
    </message>
    <message>
        <source>Memory saved</source>
        <translation>Gesparter Speicher</translation>
    </message>
    <message>
        <source>Pages scanned</source>
        <translation>Durchsuchte Seiten</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1 Uhr</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>curve and value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>What merging does for the selected processes</source>
        <translation>Was das Zusammenführen für die ausgewählten Prozesse bringt</translation>
    </message>
    <message>
        <source>Select processes to see what merging does for them</source>
        <translation>Wählen Sie Prozesse aus, um zu sehen, was das Zusammenführen für sie bringt</translation>
    </message>
    <message>
        <source>Nothing is known of this time</source>
        <translation>Über diese Zeit ist nichts bekannt</translation>
    </message>
    <message>
        <source>%1 · since %2</source>
        <comment>process, time of day</comment>
        <translation>%1 · seit %2</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ChartTableModel</name>
    <message>
        <source>pages per second</source>
        <translation>Seiten pro Sekunde</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>curve and unit</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>percent of a CPU</source>
        <translation>Prozent einer CPU</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ChartTableWindow</name>
    <message>
        <source>Numbers of the chart</source>
        <translation>Zahlen des Diagramms</translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Show what the chart shows now</source>
        <translation>Zeigen, was das Diagramm jetzt zeigt</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all of them if none is selected</source>
        <translation>Die ausgewählten Zeilen kopieren, oder alle, wenn keine ausgewählt ist</translation>
    </message>
    <message>
        <source>Nothing is known of the time that the chart shows.</source>
        <translation>Über die Zeit, die das Diagramm zeigt, ist nichts bekannt.</translation>
    </message>
    <message>
        <source>%1 to %2, the latest first. A longer time has fewer points: of each span the least and the greatest value.</source>
        <translation>%1 bis %2, das Neueste zuerst. Eine längere Zeit hat weniger Punkte: von jeder Spanne den kleinsten und den größten Wert.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::CommandLineBox</name>
    <message>
        <source>Command: %1</source>
        <translation>Befehl: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command %1</source>
        <translation>Den Befehl %1 kopieren</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ControlsCap</name>
    <message>
        <source>CPU cap</source>
        <translation>CPU-Grenze</translation>
    </message>
    <message>
        <source>CPU cap in percent of one CPU</source>
        <translation>CPU-Grenze in Prozent einer CPU</translation>
    </message>
    <message>
        <source> %</source>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>100 % is all of one CPU; more than that needs more than one thread (Advanced, threads)</source>
        <translation>100 % ist eine ganze CPU; mehr davon erfordert mehr als einen Thread (Erweitert, threads)</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ControlsChoice</name>
    <message>
        <source>%1=%2</source>
        <comment>as samepagectl takes it</comment>
        <translation>%1=%2</translation>
    </message>
    <message>
        <source> %</source>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ControlsModel</name>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>The settings could not be read.</source>
        <translation>Die Einstellungen konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>When to run was not changed; the other changes were applied.</source>
        <translation>„Wann gesucht wird“ wurde nicht geändert; die anderen Änderungen wurden angewendet.</translation>
    </message>
    <message>
        <source>It is not known whether the changes were applied.</source>
        <translation>Es ist nicht bekannt, ob die Änderungen angewendet wurden.</translation>
    </message>
    <message>
        <source>The changes were not applied.</source>
        <translation>Die Änderungen wurden nicht angewendet.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>The advisor sets this while advisor_mode is not “none”.</source>
        <translation>Dies legt der Ratgeber fest, solange advisor_mode nicht „none“ ist.</translation>
    </message>
    <message>
        <source>This cannot be changed together with advisor_mode.</source>
        <translation>Dies kann nicht zusammen mit advisor_mode geändert werden.</translation>
    </message>
    <message>
        <source>This was refused.</source>
        <translation>Dies wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Somebody else set this to %1 meanwhile; your change is kept.</source>
        <translation>Jemand anderes hat dies inzwischen auf %1 gesetzt; Ihre Änderung bleibt stehen.</translation>
    </message>
    <message>
        <source>Not applied yet; it is %1 now.</source>
        <translation>Noch nicht angewendet; jetzt gilt %1.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ControlsPage</name>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>CPU cap</source>
        <translation>CPU-Grenze</translation>
    </message>
    <message>
        <source>How much of one CPU scanning may use.</source>
        <translation>Wie viel einer CPU die Suche benutzen darf.</translation>
    </message>
    <message>
        <source>The kernel’s own scanner has no cap; it needs the Samepage module. How fast it scans can be set under Advanced.</source>
        <translation>Der kerneleigene Scanner hat keine Grenze; dafür ist das Samepage-Modul nötig. Wie schnell er sucht, lässt sich unter „Erweitert“ einstellen.</translation>
    </message>
    <message>
        <source>Share of memory that is available</source>
        <translation>Anteil des verfügbaren Speichers</translation>
    </message>
    <message>
        <source>Share of the time that programs wait for memory</source>
        <translation>Anteil der Zeit, die Programme auf Speicher warten</translation>
    </message>
    <message>
        <source>When to run</source>
        <translation>Wann gesucht wird</translation>
    </message>
    <message>
        <source>When scanning goes on, once it was started.</source>
        <translation>Wann die Suche weitergeht, nachdem sie gestartet wurde.</translation>
    </message>
    <message>
        <source>Applying it unmerges what does not belong together any more, which needs free memory.</source>
        <translation>Das Anwenden trennt, was nicht mehr zusammengehört; dafür ist freier Speicher nötig.</translation>
    </message>
    <message>
        <source>Merge domains</source>
        <translation>Domänen</translation>
    </message>
    <message>
        <source>Whose memory may merge with whose.</source>
        <translation>Wessen Speicher mit wessen zusammengeführt werden darf.</translation>
    </message>
    <message>
        <source>The kernel’s own scanner merges everything with everything; domains need the Samepage module.</source>
        <translation>Der kerneleigene Scanner führt alles mit allem zusammen; für Domänen ist das Samepage-Modul nötig.</translation>
    </message>
    <message>
        <source>Pages of zeroes</source>
        <translation>Seiten voller Nullen</translation>
    </message>
    <message>
        <source>“Merge nothing else” needs the Samepage module.</source>
        <translation>Für „Nichts anderes zusammenführen“ ist das Samepage-Modul nötig.</translation>
    </message>
    <message>
        <source>The loaded module is too old for this.</source>
        <translation>Das geladene Modul ist dafür zu alt.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ControlsScanning</name>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Sucht</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Unmerging…</source>
        <translation>Trennt&#xa0;…</translation>
    </message>
    <message>
        <source>No scanner</source>
        <translation>Kein Scanner</translation>
    </message>
    <message>
        <source>&amp;Unmerge everything…</source>
        <translation>Alles &amp;trennen&#xa0;…</translation>
    </message>
    <message>
        <source>State of the scanner</source>
        <translation>Zustand des Scanners</translation>
    </message>
    <message>
        <source>Give every process its own memory back, and stop</source>
        <translation>Jedem Prozess seinen eigenen Speicher zurückgeben und aufhören</translation>
    </message>
    <message>
        <source>How much is unmerged</source>
        <translation>Wie viel getrennt ist</translation>
    </message>
    <message>
        <source>Scanning did not start.</source>
        <translation>Die Suche wurde nicht gestartet.</translation>
    </message>
    <message>
        <source>Scanning was not paused.</source>
        <translation>Die Suche wurde nicht angehalten.</translation>
    </message>
    <message>
        <source>The Samepage service is not there. This window comes back to life with it.</source>
        <translation>Der Samepage-Dienst ist nicht da. Dieses Fenster lebt wieder auf, sobald er es ist.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Start looking for identical memory</source>
        <translation>Die Suche nach gleichem Speicher starten</translation>
    </message>
    <message>
        <source>Stop looking; what is merged stays merged</source>
        <translation>Die Suche anhalten; was zusammengeführt ist, bleibt es</translation>
    </message>
    <message>
        <source>Unmerge everything?</source>
        <translation>Alles trennen?</translation>
    </message>
    <message>
        <source>Un&amp;merge</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>Un&amp;merge what fits</source>
        <translation>&amp;Trennen, was geht</translation>
    </message>
    <message>
        <source>Not everything was unmerged.</source>
        <translation>Es wurde nicht alles getrennt.</translation>
    </message>
    <message>
        <source>Everything is unmerged. Nothing merges again before you start scanning.</source>
        <translation>Alles ist getrennt. Es wird nichts wieder zusammengeführt, bevor Sie die Suche starten.</translation>
    </message>
    <message>
        <source>%1 are still merged.</source>
        <translation>Noch sind %1 zusammengeführt.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ControlsWindow</name>
    <message>
        <source>&amp;Revert</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>Controls – Samepage</source>
        <translation>Steuerung – Samepage</translation>
    </message>
    <message>
        <source>Which controls to show</source>
        <translation>Welche Einstellungen angezeigt werden</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>All&amp;gemein</translation>
    </message>
    <message>
        <source>What most people need</source>
        <translation>Was die meisten brauchen</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>&amp;Erweitert</translation>
    </message>
    <message>
        <source>Everything that can be set of the scanner, by name</source>
        <translation>Alles, was sich am Scanner einstellen lässt, mit Namen</translation>
    </message>
    <message>
        <source>Give the changes up, and show what the service has</source>
        <translation>Die Änderungen verwerfen und anzeigen, was der Dienst hat</translation>
    </message>
    <message>
        <source>Set what is changed; may ask for an administrator’s password (%1)</source>
        <translation>Übernehmen, was geändert ist; fragt möglicherweise nach dem Passwort eines Systemverwalters (%1)</translation>
    </message>
    <message>
        <source>Changes that are not applied yet</source>
        <translation>Noch nicht angewendete Änderungen</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird angewendet&#xa0;…</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>Angewendet.</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nichts ist geändert.</translation>
    </message>
    <message>
        <source>The settings are not known yet.</source>
        <translation>Die Einstellungen sind noch nicht bekannt.</translation>
    </message>
    <message>
        <source>One change cannot be applied as it is.</source>
        <translation>Eine Änderung kann so nicht angewendet werden.</translation>
    </message>
    <message>
        <source>%1 changes cannot be applied as they are.</source>
        <translation>%1 Änderungen können so nicht angewendet werden.</translation>
    </message>
    <message>
        <source>One change can be applied when the service is back.</source>
        <translation>Eine Änderung kann angewendet werden, sobald der Dienst zurück ist.</translation>
    </message>
    <message>
        <source>%1 changes can be applied when the service is back.</source>
        <translation>%1 Änderungen können angewendet werden, sobald der Dienst zurück ist.</translation>
    </message>
    <message>
        <source>One change is not applied yet.</source>
        <translation>Eine Änderung ist noch nicht angewendet.</translation>
    </message>
    <message>
        <source>%1 changes are not applied yet.</source>
        <translation>%1 Änderungen sind noch nicht angewendet.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ControlsZero</name>
    <message>
        <source>Use the kernel’s own page of zeroes for them</source>
        <translation>Dafür die Nullseite des Kernels benutzen</translation>
    </message>
    <message>
        <source>It is there anyway, so they need no memory at all.</source>
        <translation>Sie ist ohnehin da, also brauchen sie gar keinen Speicher.</translation>
    </message>
    <message>
        <source>Merge nothing else</source>
        <translation>Nichts anderes zusammenführen</translation>
    </message>
    <message>
        <source>Other pages are left alone: no program can find out anything about another one but where it has zeroes.</source>
        <translation>Andere Seiten bleiben unberührt: Kein Programm kann über ein anderes mehr herausfinden als, wo es Nullen hat.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::DetailsPane</name>
    <message>
        <source>Details of the selection</source>
        <translation>Details zur Auswahl</translation>
    </message>
    <message>
        <source>Select a process to see what it holds,
and what marking it would do.</source>
        <translation>Wählen Sie einen Prozess aus, um zu sehen, was er
enthält und was das Markieren bewirken würde.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Resident memory: what is in RAM now</source>
        <translation>Residenter Speicher: was jetzt im RAM liegt</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>How much of it is merged with identical memory</source>
        <translation>Wie viel davon mit gleichem Speicher zusammengeführt ist</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>Its fair part of what merging saves</source>
        <translation>Der gerechte Anteil an dem, was das Zusammenführen spart</translation>
    </message>
    <message>
        <source>Select them</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Whom it shares with</source>
        <translation>Mit wem er teilt</translation>
    </message>
    <message>
        <source>Select the process and the others of its program</source>
        <translation>Den Prozess und die anderen seines Programms auswählen</translation>
    </message>
    <message>
        <source>The kernel tells that memory is merged, but not with whom: this is what follows from the list.</source>
        <translation>Der Kernel sagt, dass Speicher zusammengeführt ist, aber nicht, mit wem: Das hier folgt aus der Liste.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::HeaderBar</name>
    <message>
        <source>Whose processes to show</source>
        <translation>Wessen Prozesse angezeigt werden</translation>
    </message>
    <message>
        <source>M&amp;ine</source>
        <translation>&amp;Eigene</translation>
    </message>
    <message>
        <source>&amp;All users</source>
        <translation>A&amp;lle</translation>
    </message>
    <message>
        <source>Mar&amp;ked</source>
        <translation>Mar&amp;kierte</translation>
    </message>
    <message>
        <source>&amp;Worth it</source>
        <translation>Loh&amp;nende</translation>
    </message>
    <message>
        <source>Filter, as in user:ada saved&gt;10M</source>
        <translation>Filter, etwa user:ada saved&gt;10M</translation>
    </message>
    <message>
        <source>Filter the processes</source>
        <translation>Prozesse filtern</translation>
    </message>
</context>
<context>
    <name>samepage::gui::HostDialog</name>
    <message>
        <source>Connect to another computer</source>
        <translation>Mit anderem Rechner verbinden</translation>
    </message>
    <message>
        <source>&amp;Computer, as ssh knows it:</source>
        <translation>&amp;Rechner, wie ssh ihn kennt:</translation>
    </message>
    <message>
        <source>user@computer</source>
        <translation>benutzer@rechner</translation>
    </message>
    <message>
        <source>It opens in a window of its own. Samepage uses ssh, which has to get in without typing a password, and the service samepaged there. Nobody can be asked for an administrator’s password over there: to change more than your own processes, connect as a user who may.</source>
        <translation>Er öffnet sich in einem eigenen Fenster. Samepage benutzt ssh, das ohne Passworteingabe hineinkommen muss, und den Dienst samepaged dort. Drüben kann niemand nach dem Passwort eines Systemverwalters gefragt werden: Um mehr als Ihre eigenen Prozesse zu ändern, verbinden Sie sich als ein Benutzer, der das darf.</translation>
    </message>
    <message>
        <source>Co&amp;nnect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>A computer’s name has no spaces and does not start with a dash.</source>
        <translation>Der Name eines Rechners hat keine Leerzeichen und beginnt nicht mit einem Strich.</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <source>Take this computer out of the list</source>
        <translation>Diesen Rechner aus der Liste nehmen</translation>
    </message>
</context>
<context>
    <name>samepage::gui::LegendButton</name>
    <message>
        <source>Show the curve “%1”</source>
        <translation>Die Kurve „%1“ anzeigen</translation>
    </message>
</context>
<context>
    <name>samepage::gui::MainWindow</name>
    <message>
        <source>Samepage</source>
        <translation>Samepage</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Process</source>
        <translation>&amp;Prozess</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Scanner</source>
        <translation>&amp;Scanner</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Scanning did not start.</source>
        <translation>Die Suche wurde nicht gestartet.</translation>
    </message>
    <message>
        <source>Scanning was not paused.</source>
        <translation>Die Suche wurde nicht angehalten.</translation>
    </message>
    <message>
        <source>The module was not unloaded.</source>
        <translation>Das Modul wurde nicht entladen.</translation>
    </message>
    <message>
        <source>The processes could not be read.</source>
        <translation>Die Prozesse konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Until then you can look around, but not mark processes.</source>
        <translation>Bis dahin können Sie sich umsehen, aber keine Prozesse markieren.</translation>
    </message>
    <message>
        <source>Load module</source>
        <translation>Modul laden</translation>
    </message>
    <message>
        <source>What to do…</source>
        <translation>Was zu tun ist&#xa0;…</translation>
    </message>
    <message>
        <source>The module was not loaded.</source>
        <translation>Das Modul wurde nicht geladen.</translation>
    </message>
    <message>
        <source>The old module was not unloaded.</source>
        <translation>Das alte Modul wurde nicht entladen.</translation>
    </message>
    <message>
        <source>Unmerge everything?</source>
        <translation>Alles trennen?</translation>
    </message>
    <message>
        <source>Unmerge</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Not everything was unmerged.</source>
        <translation>Es wurde nicht alles getrennt.</translation>
    </message>
    <message>
        <source>Back to your own processes</source>
        <translation>Zurück zu Ihren eigenen Prozessen</translation>
    </message>
    <message>
        <source>Only your own processes</source>
        <translation>Nur Ihre eigenen Prozesse</translation>
    </message>
    <message>
        <source>The authorisation to see those of other users has expired.</source>
        <translation>Die Berechtigung, die Prozesse anderer Benutzer zu sehen, ist abgelaufen.</translation>
    </message>
    <message>
        <source>Those of other users are not shown.</source>
        <translation>Die anderer Benutzer werden nicht angezeigt.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>waiting for authorisation…</source>
        <translation>warten auf Berechtigung&#xa0;…</translation>
    </message>
    <message>
        <source>held still</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>only your own</source>
        <translation>nur eigene</translation>
    </message>
    <message>
        <source>Reading the processes…</source>
        <translation>Die Prozesse werden gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden&#xa0;…</translation>
    </message>
    <message>
        <source>Nothing seems worth marking</source>
        <translation>Das Markieren scheint sich nirgends zu lohnen</translation>
    </message>
    <message>
        <source>No program of one user runs twice unmarked, and nothing that was estimated would save memory.</source>
        <translation>Kein Programm eines Benutzers läuft unmarkiert zweimal, und nichts, was geschätzt wurde, würde Speicher sparen.</translation>
    </message>
    <message>
        <source>Show my processes</source>
        <translation>Eigene Prozesse anzeigen</translation>
    </message>
    <message>
        <source>No process matches “%1”</source>
        <translation>Kein Prozess passt zu „%1“</translation>
    </message>
    <message>
        <source>The filter looks at name, user, PID, unit and program path; its tool tip lists what else it knows.</source>
        <translation>Der Filter beachtet Name, Benutzer, PID, Unit und Programmpfad; was er sonst noch kann, steht in seiner Kurzinfo.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Nothing is marked yet</source>
        <translation>Noch ist nichts markiert</translation>
    </message>
    <message>
        <source>Choose some processes that are alike, and mark them.</source>
        <translation>Wählen Sie einige Prozesse aus, die sich ähnlich sind, und markieren Sie sie.</translation>
    </message>
    <message>
        <source>No processes</source>
        <translation>Keine Prozesse</translation>
    </message>
    <message>
        <source>%1 — Samepage</source>
        <translation>%1 – Samepage</translation>
    </message>
    <message>
        <source>The window for %1 could not be opened.</source>
        <translation>Das Fenster für %1 konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>window, computer</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Marking a running process needs the Samepage module, which is not in use now.</source>
        <translation>Einen laufenden Prozess zu markieren erfordert das Samepage-Modul, das jetzt nicht verwendet wird.</translation>
    </message>
    <message>
        <source>%1 processes</source>
        <translation>%1 Prozesse</translation>
    </message>
</context>
<context>
    <name>samepage::gui::MarkingActions</name>
    <message>
        <source>Un&amp;do</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Un&amp;do marking (%1)</source>
        <translation>Markieren &amp;rückgängig machen (%1)</translation>
    </message>
    <message>
        <source>Un&amp;do unmarking (%1)</source>
        <translation>Aufheben der Markierung &amp;rückgängig machen (%1)</translation>
    </message>
    <message>
        <source>The process was not marked.</source>
        <translation>Der Prozess wurde nicht markiert.</translation>
    </message>
    <message>
        <source>The process was not unmarked.</source>
        <translation>Die Markierung des Prozesses wurde nicht aufgehoben.</translation>
    </message>
    <message>
        <source>%1 of %2 processes were not marked.</source>
        <translation>Nicht markiert: %1 von %2 Prozessen.</translation>
    </message>
    <message>
        <source>%1 of %2 processes were not unmarked.</source>
        <translation>Markierung nicht aufgehoben: bei %1 von %2 Prozessen.</translation>
    </message>
    <message>
        <source>Always mark %1?</source>
        <translation>%1 immer markieren?</translation>
    </message>
    <message>
        <source>Every process that runs %1 is marked, now and whenever one starts, whoever it belongs to.</source>
        <translation>Jeder Prozess, der %1 ausführt, wird markiert: jetzt und immer, wenn einer startet, wem er auch gehört.</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>The rule was not added.</source>
        <translation>Die Regel wurde nicht hinzugefügt.</translation>
    </message>
    <message>
        <source>Rule %1 always marks %2 from now on.</source>
        <translation>Regel %1 markiert ab jetzt immer %2.</translation>
    </message>
    <message>
        <source>Show the rules</source>
        <translation>Regeln anzeigen</translation>
    </message>
    <message>
        <source>Red&amp;o</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Red&amp;o marking (%1)</source>
        <translation>Markieren wieder&amp;holen (%1)</translation>
    </message>
    <message>
        <source>Red&amp;o unmarking (%1)</source>
        <translation>Aufheben der Markierung wieder&amp;holen (%1)</translation>
    </message>
    <message>
        <source>There is nothing to undo any more: the processes were changed since.</source>
        <translation>Es gibt nichts mehr rückgängig zu machen: Die Prozesse wurden inzwischen geändert.</translation>
    </message>
    <message>
        <source>There is nothing to redo any more: the processes were changed since.</source>
        <translation>Es gibt nichts mehr zu wiederholen: Die Prozesse wurden inzwischen geändert.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::MessageBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ProcessModel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Rule %1</source>
        <translation>Regel %1</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Das Programm</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Sleeping</source>
        <translation>Schläft</translation>
    </message>
    <message>
        <source>Waiting for a device</source>
        <translation>Wartet auf ein Gerät</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Wartet&#xa0;…</translation>
    </message>
    <message>
        <source>Marking…</source>
        <translation>Wird markiert&#xa0;…</translation>
    </message>
    <message>
        <source>Unmarking…</source>
        <translation>Wird aufgehoben&#xa0;…</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Partly mergeable</source>
        <translation>Teils zusammenführbar</translation>
    </message>
    <message>
        <source>Not marked</source>
        <translation>Nicht markiert</translation>
    </message>
    <message>
        <source>Cannot be marked</source>
        <translation>Nicht markierbar</translation>
    </message>
    <message>
        <source>Marked by: %1</source>
        <translation>Markiert durch: %1</translation>
    </message>
    <message>
        <source>Marking these %1 together would save %2</source>
        <translation>Diese %1 zusammen zu markieren, würde %2 sparen</translation>
    </message>
    <message>
        <source>It asked for it by itself, or inherited it</source>
        <translation>Er hat selbst darum gebeten oder es geerbt</translation>
    </message>
    <message>
        <source>Not estimated</source>
        <translation>Nicht geschätzt</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Estimated</source>
        <translation>Geschätzt</translation>
    </message>
    <message>
        <source>Marked by</source>
        <translation>Markiert durch</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>The systemd unit that the process belongs to</source>
        <translation>Die systemd-Unit, zu der der Prozess gehört</translation>
    </message>
    <message>
        <source>Resident memory: what the process has in RAM now</source>
        <translation>Residenter Speicher: was der Prozess jetzt im RAM hat</translation>
    </message>
    <message>
        <source>How much of its memory is merged with identical memory</source>
        <translation>Wie viel seines Speichers mit gleichem Speicher zusammengeführt ist</translation>
    </message>
    <message>
        <source>Its fair part of what merging saves</source>
        <translation>Der gerechte Anteil an dem, was das Zusammenführen spart</translation>
    </message>
    <message>
        <source>Marked: all its memory takes part in merging</source>
        <translation>Markiert: Sein gesamter Speicher nimmt am Zusammenführen teil</translation>
    </message>
    <message>
        <source>What marking it would save, where that was estimated; in brackets how many processes together</source>
        <translation>Was das Markieren sparen würde, wo das geschätzt wurde; in Klammern, wie viele Prozesse zusammen</translation>
    </message>
    <message>
        <source>The user, the rule or the program that wanted it</source>
        <translation>Der Benutzer, die Regel oder das Programm, das es wollte</translation>
    </message>
    <message>
        <source>The container that the process belongs to</source>
        <translation>Der Container, zu dem der Prozess gehört</translation>
    </message>
    <message>
        <source>What the process does: running, sleeping, stopped</source>
        <translation>Was der Prozess tut: läuft, schläft, angehalten</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>Trend</translation>
    </message>
    <message>
        <source>What merging saved for it in the last five minutes; sorted by how much more it is now</source>
        <translation>Was das Zusammenführen in den letzten fünf Minuten für ihn gespart hat; sortiert danach, wie viel mehr es jetzt ist</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>In part</source>
        <translation>Zum Teil</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>It has no memory of its own that could be merged.</source>
        <translation>Er hat keinen eigenen Speicher, der zusammengeführt werden könnte.</translation>
    </message>
    <message>
        <source>It belongs to %1: marking it asks for an administrator’s password.</source>
        <translation>Er gehört %1: Ihn zu markieren erfordert das Passwort eines Systemverwalters.</translation>
    </message>
    <message>
        <source>Mergeable</source>
        <translation>Zusammenführbar</translation>
    </message>
    <message>
        <source>How much of its memory the scanner may merge: all of it, what the program itself offered, or nothing</source>
        <translation>Wie viel von seinem Speicher zusammengeführt werden darf: alles, was das Programm selbst angeboten hat, oder nichts</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ProcessView</name>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>S&amp;ort by</source>
        <translation>S&amp;ortieren nach</translation>
    </message>
    <message>
        <source>Co&amp;lumns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>Mo&amp;ve column</source>
        <translation>Spalte &amp;verschieben</translation>
    </message>
    <message>
        <source>&amp;Ascending</source>
        <translation>&amp;Aufsteigend</translation>
    </message>
    <message>
        <source>&amp;Descending</source>
        <translation>A&amp;bsteigend</translation>
    </message>
    <message>
        <source>To the &amp;left</source>
        <translation>Nach &amp;links</translation>
    </message>
    <message>
        <source>To the &amp;right</source>
        <translation>Nach &amp;rechts</translation>
    </message>
</context>
<context>
    <name>samepage::gui::RuleEdits</name>
    <message>
        <source>The rule was not added.</source>
        <translation>Die Regel wurde nicht hinzugefügt.</translation>
    </message>
    <message>
        <source>The rule was not enabled.</source>
        <translation>Die Regel wurde nicht aktiviert.</translation>
    </message>
    <message>
        <source>The rule was not disabled.</source>
        <translation>Die Regel wurde nicht deaktiviert.</translation>
    </message>
    <message>
        <source>The rule was not removed.</source>
        <translation>Die Regel wurde nicht entfernt.</translation>
    </message>
    <message>
        <source>The rule was not changed.</source>
        <translation>Die Regel wurde nicht geändert.</translation>
    </message>
    <message>
        <source>The new rule is added, but rule %1, which it was to replace, is still there.</source>
        <translation>Die neue Regel ist hinzugefügt, aber Regel %1, die sie ersetzen sollte, ist noch da.</translation>
    </message>
    <message>
        <source>The rule was not changed, and could not be put back as it was: it is gone until you save it here.</source>
        <translation>Die Regel wurde nicht geändert und konnte nicht wiederhergestellt werden: Sie ist weg, bis Sie sie hier speichern.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::RuleForm</name>
    <message>
        <source>C&amp;hoose…</source>
        <translation>Aus&amp;wählen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Mark them, so that their memory can be merged</source>
        <translation>&amp;Markieren, damit ihr Speicher zusammengeführt werden kann</translation>
    </message>
    <message>
        <source>&amp;Never mark them, also where a rule of lower priority would</source>
        <translation>&amp;Nie markieren, auch wo eine Regel mit geringerer Priorität es täte</translation>
    </message>
    <message>
        <source>&amp;Domain</source>
        <translation>&amp;Domäne</translation>
    </message>
    <message>
        <source>Apply the rule &amp;from now on</source>
        <translation>Die Regel &amp;ab jetzt anwenden</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Choose the program among the files</source>
        <translation>Das Programm unter den Dateien auswählen</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Name oder Pfad</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Leave it empty, unless programs of different users are to merge with each other: those with the same word do, and with nobody else. Whoever can run such a program can join them.</source>
        <translation>Leer lassen, außer wenn Programme verschiedener Benutzer miteinander zusammengeführt werden sollen: Die mit demselben Wort werden es, und mit niemandem sonst. Wer ein solches Programm ausführen kann, kann dazukommen.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>If several rules match a process, the one with the highest priority counts</source>
        <translation>Passen mehrere Regeln zu einem Prozess, gilt die mit der höchsten Priorität</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>for people; it changes nothing</source>
        <translation>für Menschen; sie ändert nichts</translation>
    </message>
    <message>
        <source>&amp;Applies to</source>
        <translation>&amp;Gilt für</translation>
    </message>
    <message>
        <source>&amp;Which one</source>
        <translation>Name &amp;oder Pfad</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>&amp;Priority</source>
        <translation>&amp;Priorität</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>No&amp;tiz</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>&amp;Add rule</source>
        <translation>&amp;Regel hinzufügen</translation>
    </message>
    <message>
        <source>Rule %1</source>
        <translation>Regel %1</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Choose a program</source>
        <translation>Programm auswählen</translation>
    </message>
    <message>
        <source>Please wait…</source>
        <translation>Bitte warten&#xa0;…</translation>
    </message>
</context>
<context>
    <name>samepage::gui::RuleTableModel</name>
    <message>
        <source>Ticked rules are applied. Numbers are never used twice.</source>
        <translation>Angekreuzte Regeln werden angewendet. Nummern werden nie zweimal vergeben.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>What the rule knows a process by</source>
        <translation>Woran die Regel einen Prozess erkennt</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>Gilt für</translation>
    </message>
    <message>
        <source>Which program, unit, control group or user</source>
        <translation>Welches Programm, welche Unit, welche Kontrollgruppe oder welcher Benutzer</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Name oder Pfad</translation>
    </message>
    <message>
        <source>What happens to such a process when it starts</source>
        <translation>Was mit einem solchen Prozess geschieht, wenn er startet</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Processes in a domain merge with each other, also those of different users, and with nobody else</source>
        <translation>Prozesse in einer Domäne werden miteinander zusammengeführt, auch die verschiedener Benutzer, und mit niemandem sonst</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domäne</translation>
    </message>
    <message>
        <source>If several rules match a process, the one with the highest priority counts</source>
        <translation>Passen mehrere Regeln zu einem Prozess, gilt die mit der höchsten Priorität</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Running processes that the rule has marked, of all users</source>
        <translation>Laufende Prozesse aller Benutzer, die die Regel markiert hat</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>For people; it changes nothing</source>
        <translation>Für Menschen; sie ändert nichts</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>%1 aus</translation>
    </message>
    <message>
        <source>Rule %1, enabled</source>
        <translation>Regel %1, aktiviert</translation>
    </message>
    <message>
        <source>Rule %1, disabled</source>
        <translation>Regel %1, deaktiviert</translation>
    </message>
</context>
<context>
    <name>samepage::gui::RuleWindow</name>
    <message>
        <source>&amp;New rule…</source>
        <translation>&amp;Neue Regel&#xa0;…</translation>
    </message>
    <message>
        <source>Say what is always marked, or never</source>
        <translation>Sagen, was immer markiert wird oder nie</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Change the selected rule</source>
        <translation>Die ausgewählte Regel ändern</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Remove the selected rule; what it marked stays marked</source>
        <translation>Die ausgewählte Regel entfernen; was sie markiert hat, bleibt markiert</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>A rule marks each process that it matches, or keeps it from being marked.</source>
        <translation>Eine Regel markiert jeden Prozess, der zu ihr passt, oder verhindert, dass er markiert wird.</translation>
    </message>
    <message>
        <source>The Samepage service is not there</source>
        <translation>Der Samepage-Dienst ist nicht da</translation>
    </message>
    <message>
        <source>It keeps the rules. They are shown as soon as it answers.</source>
        <translation>Er bewahrt die Regeln auf. Sie werden angezeigt, sobald er antwortet.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Reading the rules…</source>
        <translation>Die Regeln werden gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>As they name users and their programs, a password may be needed.</source>
        <translation>Da sie Benutzer und deren Programme nennen, ist möglicherweise ein Passwort nötig.</translation>
    </message>
    <message>
        <source>The rules are not shown</source>
        <translation>Die Regeln werden nicht angezeigt</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>There are no rules yet</source>
        <translation>Es gibt noch keine Regeln</translation>
    </message>
    <message>
        <source>Marks are gone when a process exits. A rule marks a program again each time it starts.
It can also be about a unit, a control group or a user, or say what is never marked.

Make one here, or select a process in the main window and choose “Mark this program always”.</source>
        <translation>Markierungen sind weg, wenn ein Prozess endet. Eine Regel markiert ein Programm jedes Mal neu, wenn es startet.
Sie kann auch für eine Unit, eine Kontrollgruppe oder einen Benutzer gelten oder sagen, was nie markiert wird.

Erstellen Sie hier eine, oder wählen Sie im Hauptfenster einen Prozess und dann „Dieses Programm immer markieren“.</translation>
    </message>
    <message>
        <source>New rule…</source>
        <translation>Neue Regel&#xa0;…</translation>
    </message>
    <message>
        <source>The Samepage service is not there.</source>
        <translation>Der Samepage-Dienst ist nicht da.</translation>
    </message>
    <message>
        <source>The rules are as it last told, and cannot be changed until it answers.</source>
        <translation>Die Regeln sind die, die er zuletzt genannt hat, und lassen sich erst ändern, wenn er antwortet.</translation>
    </message>
    <message>
        <source>These may not be the newest.</source>
        <translation>Dies sind vielleicht nicht die neuesten.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>The rule was not saved.</source>
        <translation>Die Regel wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Rule %1 is off. What it marked stays marked.</source>
        <translation>Regel %1 ist aus. Was sie markiert hat, bleibt markiert.</translation>
    </message>
    <message>
        <source>The rule about %1 is removed. What it marked stays marked.</source>
        <translation>Die Regel für %1 ist entfernt. Was sie markiert hat, bleibt markiert.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>samepage::gui::SavingPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>samepage::gui::SelectionWork</name>
    <message>
        <source>The saving was not estimated.</source>
        <translation>Die Ersparnis wurde nicht geschätzt.</translation>
    </message>
    <message>
        <source>Going through its memory…</source>
        <translation>Sein Speicher wird durchgegangen&#xa0;…</translation>
    </message>
    <message>
        <source>To look into memory of other users you have to be authorised.</source>
        <translation>Um in den Speicher anderer Benutzer zu sehen, müssen Sie berechtigt sein.</translation>
    </message>
    <message>
        <source>Ask…</source>
        <translation>Fragen&#xa0;…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Not more than %1 processes can be estimated together; select fewer</source>
        <translation>Es lassen sich höchstens %1 Prozesse zusammen schätzen; wählen Sie weniger aus</translation>
    </message>
    <message>
        <source>To see where their memory stands, all of it has to be gone through. With so many processes that takes a while.</source>
        <translation>Um zu sehen, wie es um ihren Speicher steht, muss er ganz durchgegangen werden. Bei so vielen Prozessen dauert das eine Weile.</translation>
    </message>
    <message>
        <source>Go through it</source>
        <translation>Durchgehen</translation>
    </message>
    <message>
        <source>Going through their memory…</source>
        <translation>Ihr Speicher wird durchgegangen …</translation>
    </message>
    <message>
        <source>So far %1 of %2 processes.</source>
        <translation>Bisher %1 von %2 Prozessen.</translation>
    </message>
    <message>
        <source>Left out, as you are not authorised to look into them: %1 of %2.</source>
        <translation>Nicht dabei, weil Sie nicht berechtigt sind, hineinzusehen: %1 von %2.</translation>
    </message>
    <message>
        <source>Left out, as they have exited: %1 of %2.</source>
        <translation>Nicht dabei, weil sie beendet sind: %1 von %2.</translation>
    </message>
    <message>
        <source>Left out, as it did not work: %1 of %2.</source>
        <translation>Nicht dabei, weil es nicht ging: %1 von %2.</translation>
    </message>
</context>
<context>
    <name>samepage::gui::SetupPage</name>
    <message>
        <source>&amp;Load module</source>
        <translation>Modul &amp;laden</translation>
    </message>
    <message>
        <source>&amp;Load the installed module</source>
        <translation>Installiertes Modul &amp;laden</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Back to the processes</source>
        <translation>&amp;Zurück zu den Prozessen</translation>
    </message>
    <message>
        <source>Please wait…</source>
        <translation>Bitte warten&#xa0;…</translation>
    </message>
</context>
<context>
    <name>samepage::gui::ShortcutsWindow</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Clear the filter, close a message</source>
        <translation>Filter leeren, Meldung schließen</translation>
    </message>
    <message>
        <source>Chart: read values along the curve</source>
        <translation>Diagramm: Werte entlang der Kurve ablesen</translation>
    </message>
    <message>
        <source>Chart: zoom</source>
        <translation>Diagramm: Ausschnitt vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>Chart: move through time</source>
        <translation>Diagramm: durch die Zeit bewegen</translation>
    </message>
    <message>
        <source>Chart: follow the present</source>
        <translation>Diagramm: der Gegenwart folgen</translation>
    </message>
    <message>
        <source>Chart: logarithmic scale</source>
        <translation>Diagramm: logarithmische Skala</translation>
    </message>
</context>
<context>
    <name>samepage::gui::StatusLine</name>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden&#xa0;…</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Sucht</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Unmerging…</source>
        <translation>Trennt&#xa0;…</translation>
    </message>
    <message>
        <source>No scanner</source>
        <translation>Kein Scanner</translation>
    </message>
    <message>
        <source>Samepage module</source>
        <translation>Samepage-Modul</translation>
    </message>
    <message>
        <source>Samepage module %1</source>
        <translation>Samepage-Modul %1</translation>
    </message>
    <message>
        <source>The kernel’s own scanner</source>
        <translation>Kerneleigener Scanner</translation>
    </message>
    <message>
        <source>State of the scanner</source>
        <translation>Zustand des Scanners</translation>
    </message>
    <message>
        <source>Number of processes</source>
        <translation>Anzahl der Prozesse</translation>
    </message>
    <message>
        <source>What the scanner has looked at</source>
        <translation>Was der Scanner angesehen hat</translation>
    </message>
    <message>
        <source>Scanner in use</source>
        <translation>Benutzter Scanner</translation>
    </message>
    <message>
        <source>Which part of the kernel finds and merges the memory</source>
        <translation>Welcher Teil des Kernels den Speicher findet und zusammenführt</translation>
    </message>
    <message>
        <source>Pages that were looked at, and how often all marked memory was gone through</source>
        <translation>Angesehene Seiten, und wie oft der gesamte markierte Speicher durchgegangen wurde</translation>
    </message>
    <message>
        <source>Scanned: %1 pages, full passes: %2</source>
        <translation>Durchsucht: %1 Seiten, volle Durchläufe: %2</translation>
    </message>
    <message>
        <source>Processes: %1</source>
        <translation>Prozesse: %1</translation>
    </message>
    <message>
        <source>Processes: %1 of %2</source>
        <translation>Prozesse: %1 von %2</translation>
    </message>
    <message>
        <source>selected: %1</source>
        <translation>ausgewählt: %1</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>The computer whose processes these are</source>
        <translation>Der Rechner, dessen Prozesse dies sind</translation>
    </message>
</context>
<context>
    <name>samepage::gui::TrayIcon</name>
    <message>
        <source>&amp;Show Samepage</source>
        <translation>Samepage an&amp;zeigen</translation>
    </message>
    <message>
        <source>This desktop has no tray that could show an icon</source>
        <translation>Diese Arbeitsfläche hat keinen Infobereich, der ein Symbol anzeigen könnte</translation>
    </message>
    <message>
        <source>&amp;Show Samepage on %1</source>
        <translation>Samepage auf %1 an&amp;zeigen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>computer and what is wrong there</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>samepage::gui::TunableList</name>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>Names, and what they are for (Ctrl+F)</source>
        <translation>Namen und wofür sie gut sind (Strg+F)</translation>
    </message>
    <message>
        <source>Names and units are the kernel’s; samepage(4) tells more. What is set here is kept, also when the machine starts anew.</source>
        <translation>Namen und Einheiten sind die des Kernels; mehr steht in samepage(4). Was hier eingestellt wird, bleibt erhalten, auch wenn der Rechner neu startet.</translation>
    </message>
    <message>
        <source>The scanner in use does not have these: %1. They need the current Samepage module.</source>
        <translation>Der benutzte Scanner hat diese nicht: %1. Dafür ist das aktuelle Samepage-Modul nötig.</translation>
    </message>
    <message>
        <source>No settings</source>
        <translation>Keine Einstellungen</translation>
    </message>
    <message>
        <source>There is no scanner that could be set.</source>
        <translation>Es gibt keinen Scanner, der sich einstellen ließe.</translation>
    </message>
    <message>
        <source>They come with the connection to the Samepage service.</source>
        <translation>Sie kommen mit der Verbindung zum Samepage-Dienst.</translation>
    </message>
    <message>
        <source>No setting matches “%1”</source>
        <translation>Keine Einstellung passt zu „%1“</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>samepage::gui::TunableRow</name>
    <message>
        <source>%1 in %2</source>
        <comment>setting, unit</comment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Set to the default, %1</source>
        <translation>Auf den Standard setzen, %1</translation>
    </message>
    <message>
        <source>Set %1 to its default</source>
        <translation>%1 auf den Standard setzen</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
</context>
<context>
    <name>samepage::gui::WelcomeWindow</name>
    <message>
        <source>Welcome to Samepage</source>
        <translation>Willkommen bei Samepage</translation>
    </message>
    <message>
        <source>The same memory, kept only once</source>
        <translation>Gleicher Speicher, nur einmal behalten</translation>
    </message>
    <message>
        <source>Programs that run several times often hold the same data. Samepage finds such memory and stores it once. Nothing is merged unless you mark it, or the program offers it itself.</source>
        <translation>Programme, die mehrmals laufen, enthalten oft dieselben Daten. Samepage findet solchen Speicher und behält ihn nur einmal. Nichts wird zusammengeführt, wenn Sie es nicht markieren oder das Programm es nicht selbst anbietet.</translation>
    </message>
    <message>
        <source>What marking does</source>
        <translation>Was das Markieren bewirkt</translation>
    </message>
    <message>
        <source>A marked process offers its memory for merging. It goes on running and need not know. Pages with the same contents become one; whoever writes to one gets a copy of its own first. Unmarking gives the process all its own memory back.</source>
        <translation>Ein markierter Prozess bietet seinen Speicher zum Zusammenführen an. Er läuft weiter und muss nichts davon wissen. Aus Seiten mit gleichem Inhalt wird eine; wer in eine schreibt, bekommt zuvor eine eigene Kopie. Wird die Markierung aufgehoben, bekommt der Prozess seinen eigenen Speicher ganz zurück.</translation>
    </message>
    <message>
        <source>What it costs</source>
        <translation>Was es kostet</translation>
    </message>
    <message>
        <source>Looking for equal pages takes processor time, by default at most a fifth of one processor. The first write to a merged page takes a little longer. Undoing everything needs as much free memory as was saved.</source>
        <translation>Die Suche nach gleichen Seiten braucht Prozessorzeit, als Standard höchstens ein Fünftel eines Prozessors. Der erste Schreibzugriff auf eine zusammengeführte Seite dauert etwas länger. Alles wieder zu trennen braucht so viel freien Speicher, wie gespart wurde.</translation>
    </message>
    <message>
        <source>What others can learn</source>
        <translation>Was andere erfahren können</translation>
    </message>
    <message>
        <source>A process can measure whether its page was merged, and so find out whether another one holds the same contents. That is why pages of different users never merge unless an administrator says so: merging across users saves more, and lets them learn about each other. Do not mark what holds secrets, such as password managers, key agents and servers with private keys.</source>
        <translation>Ein Prozess kann messen, ob seine Seite zusammengeführt wurde, und so herausfinden, ob ein anderer den gleichen Inhalt hat. Darum werden Seiten verschiedener Benutzer nie zusammengeführt, außer ein Systemverwalter bestimmt es: Über Benutzer hinweg zusammenzuführen spart mehr und lässt sie etwas übereinander erfahren. Markieren Sie nichts, was Geheimnisse enthält, etwa Passwortverwaltungen, Schlüsselagenten und Server mit privaten Schlüsseln.</translation>
    </message>
    <message>
        <source>&amp;Show my processes</source>
        <translation>Eigene Prozesse an&amp;zeigen</translation>
    </message>
    <message>
        <source>You find this again in the Help menu.</source>
        <translation>Sie finden dies im Menü „Hilfe“ wieder.</translation>
    </message>
</context>
</TS>
