/* Words of the interface in English and Russian. A word with a number is a function of it. */
(function (vm) {
  "use strict";

  const formats = {};

  /** A number as one writes it in a language. */
  vm.numberIn = function (lang, value) {
    // Making a format costs milliseconds, using it nothing.
    formats[lang] = formats[lang] || new Intl.NumberFormat(lang);
    return formats[lang].format(value);
  };

  const en = (n, one, many) => `${vm.numberIn("en", n)} ${n === 1 ? one : many}`;
  const ru = (n, one, few, many) => {
    const tens = n % 100, ones = n % 10;
    const form = tens > 10 && tens < 20 ? many : ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
    return `${vm.numberIn("ru", n)} ${form}`;
  };

  const ENGLISH = {
    skip: "Skip the map: read the same as a list",
    title: "Map of {0}", find: "Find a note, a protocol, words", suggestions: "Suggestions", wayTarget: "Path to which note?",
    foundCount: (n) => en(n, "match", "matches"), moreFound: (n) => `and ${vm.numberIn("en", n)} more`, nothingFound: "Nothing found",
    "found.notes": "Notes", "found.protocols": "Protocols", "found.frames": "Frames", "found.messages": "Messages",
    "found.headings": "Headings", "found.texts": "In the text",
    textsPartly: (n, all) => `This file carries the text of ${vm.numberIn("en", n)} of ${en(all, "note", "notes")}; “vaultkit watch” searches them all`,
    views: "Views", "view.map": "Map", "view.flow": "Flow", "view.list": "List",
    legend: "Legend", filters: "Filters", resetFilters: "Show everything", export: "Export",
    "export.png": "Picture (PNG)", "export.svg": "Drawing (SVG)", "export.canvas": "Selection as canvas", "export.link": "Copy link to this view",
    "theme.dark": "Dark", "theme.light": "Light", help: "Help", close: "Close",
    zoom: "Zoom", zoomIn: "Closer", zoomOut: "Farther", zoomFit: "Whole map",
    reading: "Reading", openInObsidian: "Open in Obsidian", copyWikilink: "Copy wikilink", copied: "Copied: {0}",
    neighbourhood: "Around", depth: (n) => (n ? `Only what is ${en(n, "step", "steps")} away` : "Everything"),
    findWay: "Path to…", way: "Path", endWay: "clear", noWay: "No path between “{0}” and “{1}” over the links shown",
    noWayAlong: "No path from “{0}” to “{1}” along the arrows", alongArrows: "Along the arrows only",
    wayLength: (n) => `Path of ${en(n, "step", "steps")}`,
    "tab.text": "Text", "tab.cites": "Citations", "tab.frames": "Frames", "tab.links": "Links",
    loading: "Opening…", emptyText: "There is no text in it.", fileText: "A file, not a note: open it in Obsidian.",
    textGoesOn: "The text goes on in the file.", readInNote: "Read it in “{0}”",
    notCarried: (n, vault) => `This page carries ${n ? `the ${en(n, "most important text", "most important texts")} only` : "no texts"}, to stay a file that one can send. “vaultkit watch ${vault}” shows every note; Open in Obsidian shows this one.`,
    ghostText: "No such note yet: others link to it, but nothing answers to this name.",
    citesOut: "Cites", citesIn: "Cited by", noCitations: "No citations", noLinks: "No links",
    line: (n) => `line ${n}`, noFile: "not a file", notOnMap: "This is not on the map",
    links: (n) => en(n, "link", "links"), linkCounts: (out, into) => `${out} out · ${into} in`,
    noteCount: (n) => en(n, "note", "notes"),
    tags: "Tags", folders: "Folders", linkKinds: "Kinds of links", narrow: "Narrow: {0}", showOrphans: "Notes without links", notices: "Left out",
    time: "Time", timeFrom: "From", timeTo: "Until", undated: (n) => `undated (${vm.numberIn("en", n)})`,
    listIntro: (n, all) => `${en(n, "entry", "entries")} of ${vm.numberIn("en", all)} on the map, by region, the most linked first.`,
    noRegion: "Outside of the regions", showMore: (n) => `Show more (${vm.numberIn("en", n)})`,
    flowIntro: "How the architecture is moved: each protocol and each series of numbered parts as a lane, read from left to right.",
    flowEmpty: "No protocols and no numbered parts were found in this vault.", laneParts: "numbered parts", laneActs: "acts of growing", laneActsTitle: "Growing it again, act by act", "box.act": "Act",
    "mode.read": "reading", "mode.dialogue": "dialogue", "mode.code": "code", "mode.human": "a person",
    onlyNamed: "Named without steps", speakers: "Spoken of:",
    "box.protocol": "Protocol", "box.step": "Step", "box.part": "Part", "box.condition": "Condition", "box.check": "Check",
    "status.proposed": "proposed", "status.described": "described", "status.rejected": "rejected",
    "mark.rejected": "Rejected", "mark.excluded": "Excluded", "flag.rejected": "rejected", "flag.excluded": "excluded", "flag.conflict": "in conflict",
    "kind.note": "Note", "kind.frame": "Frame", "kind.protocol": "Protocol", "kind.message": "Message", "kind.ghost": "Unwritten note", "kind.file": "File", "kind.canvas": "Canvas",
    "kinds.note": "Notes", "kinds.frame": "Frames", "kinds.protocol": "Protocols", "kinds.message": "Messages", "kinds.ghost": "Unwritten", "kinds.file": "Files", "kinds.canvas": "Canvases",
    "group.mentions": "Mentions", "group.cites": "Citations", "group.supports": "Supports", "group.attacks": "Disputes", "group.link": "Links", "group.embed": "Embeds",
    "group.part": "Parts", "group.order": "Order", "group.contrast": "Contrasts", "group.holds": "Structure", "group.other": "Relations",
    selected: "{0}, {1}, {2}", shownCount: (n) => `${en(n, "node", "nodes")} shown`, cleared: "Nothing selected",
    changed: (n) => `${en(n, "change", "changes")} in the vault`, live: "live", away: "The server is away. The map stays; it reconnects by itself.", back: "Connected again",
    stale: "The vault has changed too much to follow. Reload the page.", emptyVault: "This vault has no notes yet", emptyHint: "Write the first one: it will appear here.",
    allHidden: "The filters hide everything", stage: "Map of notes. Arrow keys move, plus and minus zoom, Shift with arrows goes from note to note, Enter opens the note, slash searches, Escape closes.",
    helpText: ["Each region is a group of notes that speak of the same things; its name comes from their own words. Come closer, and single links, notes and then their frames appear.",
      "Click a note to read it, see whom it cites and why, and walk along its links."],
    helpKeys: [["/", "search"], ["← ↑ → ↓", "move the map"], ["+ - 0", "closer, farther, whole map"], ["Shift ←", "to the next note in that direction"], ["Enter", "open"],
      ["1 2 3", "only the neighbourhood of the selected note"], ["M F L", "map, flow, list"], ["Esc", "close"]],
  };

  const RUSSIAN = {
    skip: "Пропустить карту: то же самое списком",
    title: "Карта: {0}", find: "Найти заметку, протокол, слова", suggestions: "Подсказки", wayTarget: "Путь до какой заметки?",
    foundCount: (n) => ru(n, "совпадение", "совпадения", "совпадений"), moreFound: (n) => `и ещё ${vm.numberIn("ru", n)}`, nothingFound: "Ничего не найдено",
    "found.notes": "Заметки", "found.protocols": "Протоколы", "found.frames": "Фреймы", "found.messages": "Сообщения",
    "found.headings": "Заголовки", "found.texts": "В тексте",
    textsPartly: (n, all) => `В этом файле есть текст ${vm.numberIn("ru", n)} из ${ru(all, "заметки", "заметок", "заметок")}; по всем ищет «vaultkit watch»`,
    views: "Виды", "view.map": "Карта", "view.flow": "Ход", "view.list": "Список",
    legend: "Обозначения", filters: "Фильтры", resetFilters: "Показать всё", export: "Сохранить",
    "export.png": "Картинка (PNG)", "export.svg": "Чертёж (SVG)", "export.canvas": "Выбранное как canvas", "export.link": "Скопировать ссылку на этот вид",
    "theme.dark": "Тёмная", "theme.light": "Светлая", help: "Справка", close: "Закрыть",
    zoom: "Масштаб", zoomIn: "Ближе", zoomOut: "Дальше", zoomFit: "Вся карта",
    reading: "Чтение", openInObsidian: "Открыть в Obsidian", copyWikilink: "Скопировать ссылку", copied: "Скопировано: {0}",
    neighbourhood: "Вокруг", depth: (n) => (n ? `Только то, что в ${n} ${n === 1 ? "шаге" : "шагах"}` : "Всё"),
    findWay: "Путь до…", way: "Путь", endWay: "убрать", noWay: "Между «{0}» и «{1}» нет пути по показанным связям",
    noWayAlong: "От «{0}» к «{1}» по стрелкам не пройти", alongArrows: "Только по стрелкам",
    wayLength: (n) => `Путь: ${ru(n, "шаг", "шага", "шагов")}`,
    "tab.text": "Текст", "tab.cites": "Цитаты", "tab.frames": "Фреймы", "tab.links": "Связи",
    loading: "Открывается…", emptyText: "Здесь нет текста.", fileText: "Это файл, а не заметка: откройте его в Obsidian.",
    textGoesOn: "Продолжение — в самом файле.", readInNote: "Читать в «{0}»",
    notCarried: (n, vault) => `${n ? `В этой странице — ${ru(n, "самый важный текст", "самых важных текста", "самых важных текстов")}` : "В этой странице нет текстов"}, чтобы файл можно было послать. «vaultkit watch ${vault}» покажет все заметки; эту можно открыть в Obsidian.`,
    ghostText: "Такой заметки ещё нет: на неё ссылаются, но под этим именем ничего не написано.",
    citesOut: "Цитирует", citesIn: "Её цитируют", noCitations: "Цитат нет", noLinks: "Связей нет",
    line: (n) => `строка ${n}`, noFile: "не файл", notOnMap: "Этого нет на карте",
    links: (n) => ru(n, "связь", "связи", "связей"), linkCounts: (out, into) => `исходящих ${out} · входящих ${into}`,
    noteCount: (n) => ru(n, "заметка", "заметки", "заметок"),
    tags: "Теги", folders: "Папки", linkKinds: "Виды связей", narrow: "Сузить: {0}", showOrphans: "Заметки без связей", notices: "Что не показано",
    time: "Время", timeFrom: "С", timeTo: "По", undated: (n) => `без даты (${vm.numberIn("ru", n)})`,
    listIntro: (n, all) => `${ru(n, "запись", "записи", "записей")} из ${vm.numberIn("ru", all)} на карте, по областям, сначала самые связанные.`,
    noRegion: "Вне областей", showMore: (n) => `Показать ещё (${vm.numberIn("ru", n)})`,
    flowIntro: "Как переносится архитектура: каждый протокол и каждый ряд пронумерованных частей — дорожка, которую читают слева направо.",
    flowEmpty: "В этом хранилище не найдено ни протоколов, ни пронумерованных частей.", laneParts: "пронумерованные части", laneActs: "акты воссоздания", laneActsTitle: "Вырастить заново, акт за актом", "box.act": "Акт",
    "mode.read": "чтение", "mode.dialogue": "диалог", "mode.code": "код", "mode.human": "человек",
    onlyNamed: "Названы без шагов", speakers: "О нём говорят:",
    "box.protocol": "Протокол", "box.step": "Шаг", "box.part": "Часть", "box.condition": "Условие", "box.check": "Проверка",
    "status.proposed": "предложен", "status.described": "описан", "status.rejected": "отвергнут",
    "mark.rejected": "Отвергнуто", "mark.excluded": "Исключено", "flag.rejected": "отвергнуто", "flag.excluded": "исключено", "flag.conflict": "в споре",
    "kind.note": "Заметка", "kind.frame": "Фрейм", "kind.protocol": "Протокол", "kind.message": "Сообщение", "kind.ghost": "Ненаписанная заметка", "kind.file": "Файл", "kind.canvas": "Холст",
    "kinds.note": "Заметки", "kinds.frame": "Фреймы", "kinds.protocol": "Протоколы", "kinds.message": "Сообщения", "kinds.ghost": "Ненаписанные", "kinds.file": "Файлы", "kinds.canvas": "Холсты",
    "group.mentions": "Упоминания", "group.cites": "Цитаты", "group.supports": "Поддержка", "group.attacks": "Спор", "group.link": "Ссылки", "group.embed": "Вставки",
    "group.part": "Части", "group.order": "Порядок", "group.contrast": "Противопоставления", "group.holds": "Строение", "group.other": "Отношения",
    selected: "{0}, {1}, {2}", shownCount: (n) => `Показано: ${vm.numberIn("ru", n)}`, cleared: "Ничего не выбрано",
    changed: (n) => `${ru(n, "изменение", "изменения", "изменений")} в хранилище`, live: "на связи", away: "Сервер не отвечает. Карта остаётся и подключится сама.", back: "Связь восстановлена",
    stale: "Хранилище изменилось слишком сильно. Перезагрузите страницу.", emptyVault: "В этом хранилище ещё нет заметок", emptyHint: "Напишите первую — она появится здесь.",
    allHidden: "Фильтры скрыли всё", stage: "Карта заметок. Стрелки двигают, плюс и минус меняют масштаб, Shift со стрелкой переходит от заметки к заметке, Enter открывает заметку, косая черта — поиск, Escape закрывает.",
    helpText: ["Область — это заметки, которые говорят об одном; имя её взято из их же слов. Подойдите ближе — проступят отдельные связи, заметки, а затем их фреймы.",
      "Щёлкните заметку, чтобы прочесть её, увидеть, кого и зачем она цитирует, и пойти по её связям."],
    helpKeys: [["/", "поиск"], ["← ↑ → ↓", "двигать карту"], ["+ - 0", "ближе, дальше, вся карта"], ["Shift ←", "к соседней заметке в ту сторону"], ["Enter", "открыть"],
      ["1 2 3", "только окрестность выбранной заметки"], ["M F L", "карта, ход, список"], ["Esc", "закрыть"]],
  };

  // What a citation does and how things relate; a name that is not here is shown as it is.
  const EDGES = {
    link: ["links to", "ссылается"], embed: ["embeds", "вставляет"], has_part: ["has part", "содержит"], precedes: ["precedes", "предшествует"],
    leads_to: ["leads to", "ведёт к"], contrasts_with: ["contrasts with", "противопоставлено"], resolved_by: ["resolved by", "решается"],
    supports: ["supports", "поддерживает"], opposes: ["opposes", "возражает"], entails: ["entails", "влечёт"], maps_onto: ["maps onto", "соответствует"],
    same_as: ["same as", "то же, что"], follows: ["follows", "следует за"], corrects: ["corrects", "исправляет"],
    broader: ["broader", "шире"], narrower: ["narrower", "уже"], related: ["related", "смежное"], excludes: ["excludes", "исключает"], cites: ["cites", "цитирует"], requires: ["requires", "требует"],
    "cites:cites": ["mentions", "упоминает"], "cites:supports": ["supports", "поддерживает"], "cites:confirms": ["confirms", "подтверждает"],
    "cites:extends": ["extends", "развивает"], "cites:describes": ["describes", "описывает"], "cites:discusses": ["discusses", "обсуждает"],
    "cites:refutes": ["refutes", "опровергает"], "cites:disputes": ["disputes", "оспаривает"], "cites:critiques": ["critiques", "критикует"],
    "cites:disagreesWith": ["disagrees", "не соглашается"], "cites:agreesWith": ["agrees", "соглашается"], "cites:documents": ["documents", "документирует"],
    "cites:citesAsEvidence": ["as evidence", "как довод"], "cites:citesAsAuthority": ["as authority", "как авторитет"],
    "cites:citesForInformation": ["for information", "для сведения"], "cites:citesAsRelated": ["related", "смежное"],
    "cites:obtainsBackgroundFrom": ["background", "основание"], "cites:obtainsSupportFrom": ["supported by", "опирается на"],
    "cites:usesMethodIn": ["uses its method", "берёт метод"], "cites:usesConclusionsFrom": ["uses its conclusions", "берёт выводы"],
    "cites:usesDataFrom": ["uses its data", "берёт данные"], "cites:reviews": ["reviews", "рассматривает"], "cites:corrects": ["corrects", "исправляет"],
    "cites:qualifies": ["qualifies", "уточняет"], "cites:updates": ["updates", "обновляет"], "cites:includesQuotationFrom": ["quotes", "приводит слова"],
    "cites:citesAsSourceDocument": ["as a source", "как источник"], "cites:citesAsRecommendedReading": ["recommends", "советует"],
    "cites:speculatesOn": ["speculates on", "предполагает"], "cites:credits": ["credits", "отдаёт должное"],
    "cites:containsAssertionFrom": ["repeats", "повторяет"], "cites:citesAsPotentialSolution": ["as a solution", "как решение"],
  };

  const SLOTS = {
    checks: ["checks", "проверки"], warnings: ["warnings", "предупреждения"], steps: ["steps", "шаги"], medium: ["medium", "среда переноса"],
    payload: ["payload", "что переносится"], form: ["form", "форма"], actor: ["actor", "кто"], environment: ["environment", "среда"],
    preconditions: ["preconditions", "условия"], excludes: ["excludes", "исключает"], objective: ["objective", "цель"], reason: ["reason", "причина"],
    metaphor: ["metaphor", "метафора"], frame: ["frame", "фрейм"], problem: ["problem", "проблема"], solution: ["solution", "решение"],
    goal: ["goal", "цель"], definition: ["definition", "определение"], consequence: ["consequence", "следствие"], cause: ["cause", "причина"],
    term: ["term", "термин"], role: ["role", "роль"], status: ["status", "состояние"], condition: ["condition", "условие"],
    statement: ["statement", "утверждение"], number: ["number", "номер"], items: ["items", "перечень"], lead: ["lead", "вводные слова"],
    key: ["key", "ключ"], definiens: ["meaning", "значение"], subjects: ["subjects", "предметы"], criteria: ["criteria", "признаки"],
    applies_to: ["applies to", "относится к"], affects: ["affects", "влияет на"], question: ["question", "вопрос"], answer: ["answer", "ответ"],
    lesson: ["lesson", "урок"], trigger: ["trigger", "повод"], rejected_reason: ["why it is rejected", "почему отвергнут"],
    source: ["source", "источник"], mapping: ["mapping", "соответствие"], claim: ["claim", "утверждение"], example: ["example", "пример"],
    protocol: ["protocol", "протокол"], enumeration: ["enumeration", "перечисление"], evidence: ["evidence", "доводы"],
    principle: ["principle", "принцип"], next_step: ["next step", "следующий шаг"], comparison: ["comparison", "сравнение"],
    exclusion: ["exclusion", "исключение"], thesis: ["thesis", "тезис"], corollary: ["corollary", "вывод"], analysis: ["analysis", "разбор"],
    sources: ["sources", "источники"], procedure: ["procedure", "порядок действий"], question_answer: ["question and answer", "вопрос и ответ"],
    axiom: ["axiom", "аксиома"], constraint: ["constraint", "ограничение"], step: ["step", "шаг"], part: ["part", "часть"],
    vector: ["vector", "вектор"], transfer_type: ["kind of transfer", "вид переноса"], plan: ["plan", "план"],
    taxonomy: ["taxonomy", "классификация"], paradigm: ["paradigm", "парадигма"], artefact: ["artefact", "предмет"],
    excluded: ["excluded", "исключено"], module: ["module", "модуль"], user: ["user", "пользователь"],
    assistant: ["assistant", "собеседник"], system: ["system", "система"], tool: ["tool", "инструмент"],
    tension: ["tension", "напряжение"], opposition: ["opposition", "противопоставление"], summary: ["summary", "итог"], table: ["table", "таблица"],
  };

  const TABLES = { en: ENGLISH, ru: RUSSIAN };

  /** The words of a language: words(key, …values). */
  vm.wordsOf = function (lang) {
    const table = TABLES[lang] || ENGLISH;
    return (key, ...values) => {
      const word = table[key];
      if (word === undefined) return key.slice(key.indexOf(".") + 1);
      if (typeof word === "function") return word(...values);
      return typeof word === "string" ? word.replace(/\{(\d)\}/g, (whole, at) => String(values[at])) : word;
    };
  };

  const named = (table, name, lang) => {
    const pair = table[name];
    return pair ? pair[lang === "ru" ? 1 : 0] : null;
  };

  /** The name of an edge kind for a reader. */
  vm.edgeName = (id, lang) => named(EDGES, id, lang) ||
    vm.citationFunction(id).replace(/_/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

  /** The name of a slot or of a kind of frame for a reader. */
  vm.slotName = (name, lang) => named(SLOTS, name, lang) || String(name).replace(/_/g, " ");

  vm.TABLES = TABLES;
})(window.vaultmapParts = window.vaultmapParts || {});
