/* Notes as a text file that can be read by anyone and read back in here: first whose they are, then for each
   field its address in brackets, the page, the question, and after > what was written. */
(function () {
  "use strict";
  var FIRST = "Mine noter fra ";
  var LARGEST = 2000000;
  var MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];

  function flat(text) {
    return text.replace(/\s+/g, " ").trim();
  }

  function dateText(iso) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
    return parts && MONTHS[parts[2] - 1] ? Number(parts[3]) + ". " + MONTHS[parts[2] - 1] + " " + parts[1] : iso;
  }

  function today() {
    var now = new Date();
    return now.getDate() + ". " + MONTHS[now.getMonth()] + " " + now.getFullYear();
  }

  function written(entries, course) {
    var head = [FIRST + flat(course), "Gemt " + today() + ". Filen er din egen. Siden kan læse den ind igen; ret kun i linjer, der begynder med >."];
    var parts = entries.map(function (entry) {
      var lines = entry[1].text.split("\n").map(function (line) { return "> " + line; });
      return ["", "[" + entry[0] + "]", "Side: " + flat(entry[1].page), "Spørgsmål: " + flat(entry[1].asked)].concat(lines).join("\n");
    });
    return head.concat(parts).join("\n") + "\n";
  }

  /* One line of the file, put to what has been read; false where it is none of ours. */
  function take(line, found) {
    var last = found[found.length - 1];
    var address = /^\[([^\]]*)\]$/.exec(line);
    var told = /^(Side|Spørgsmål): ?(.*)$/.exec(line);
    if (address) found.push([address[1], { page: "", asked: "", text: null }]);
    else if (!last) return false;
    else if (line[0] === ">") last[1].text = (last[1].text === null ? "" : last[1].text + "\n") + line.replace(/^> ?/, "");
    else if (told && last[1].text === null) last[1][told[1] === "Side" ? "page" : "asked"] = told[2];
    else return false;
    return true;
  }

  /* The entries of a file's text, or what is wrong with it. */
  function parsed(text) {
    var lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
    var found = [];
    if (lines[0].indexOf(FIRST) !== 0) return { wrong: "Det er ikke en fil med noter herfra. Vælg den fil, du selv har gemt; dens første linje begynder med »Mine noter fra«." };
    for (var number = 2; number < lines.length; number += 1) {
      if (lines[number].trim() !== "" && !take(lines[number].trimEnd(), found)) {
        return { wrong: "Linje " + (number + 1) + " i filen kan ikke læses. Det, man selv har skrevet, begynder med > på hver linje. Intet er hentet ind." };
      }
    }
    found = found.filter(function (entry) { return entry[1].text; });
    if (!found.every(window.courseNotes.isEntry)) return { wrong: "Filen har en adresse eller en tekst, som ikke kan være skrevet herfra. Intet er hentet ind." };
    return found.length ? { entries: found } : { wrong: "Der er ingen noter i filen." };
  }

  /* Reads a file that somebody has chosen; calls back with its entries, or with what is wrong with it. */
  function read(file, done) {
    if (file.size > LARGEST) {
      done({ wrong: "Filen er for stor til at være noter herfra." });
      return;
    }
    var reader = new FileReader();
    reader.onload = function () { done(parsed(String(reader.result))); };
    reader.onerror = function () { done({ wrong: "Filen kan ikke læses. Prøv igen, eller vælg en anden." }); };
    reader.readAsText(file);
  }

  /* Gives the browser a file to put where downloads go; nothing is sent anywhere. */
  function save() {
    var name = document.querySelector(".site-name");
    var text = written(window.courseNotes.all(), name ? name.textContent : "kurset");
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = "mine-noter.txt";
    link.click();
    window.setTimeout(URL.revokeObjectURL, 60000, link.href);
  }

  window.courseNotesFile = { save: save, read: read, dateText: dateText };
})();
