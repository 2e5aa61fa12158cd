"""What each finding about putting files together says and how it is cured."""

from zhiheng.model.finding_text import FindingText

ASSEMBLY_TEXTS: dict[str, FindingText] = {
    "BPM160": FindingText(
        "{where}所引的文件位置不能用：“{location}”。",
        "{where}: the location '{location}' of an imported file will not do.",
        "写相对于本文件的路径，用正斜线，如 ../common/hearing.bpmn；不写网址、盘符和绝对路径。",
        "Write a path relative to this file with forward slashes, as ../common/hearing.bpmn; no "
        "URL, drive or absolute path.",
    ),
    "BPM161": FindingText(
        "{where}所引的“{location}”读不了：{fault}",
        "{where}: '{location}' cannot be read: {fault}",
        "核对路径和文件名；文件要和本图一起放在流程文件夹里。",
        "Check path and name; the file belongs into the folder of charts beside this one.",
    ),
    "BPM162": FindingText(
        "{where}所引的“{location}”在流程文件夹之外，不读。",
        "{where}: '{location}' lies outside the folder of charts and is not read.",
        "把它放进流程文件夹（名为 processes 的上级文件夹；没有的，是本图文件夹的上一级）。",
        "Put it into the folder of charts: the one above named processes, else the parent of the "
        "folder of this chart.",
    ),
    "BPM163": FindingText(
        "{where}所引的“{location}”不是所说的那种文件（根元素是“{found}”）。",
        "{where}: '{location}' is not what importType says (its root is '{found}').",
        "importType 写 BPMN 的命名空间引流程图，写 DMN 的引裁量基准表。",
        "Use the namespace of BPMN as importType for charts, that of DMN for decision tables.",
    ),
    "BPM164": FindingText(
        "编号“{id}”在{first}和{where}都有。",
        "The id '{id}' stands both in {first} and in {where}.",
        "改其中一个；被调用的流程里编号以流程编号开头就不会重。",
        "Change one of them; ids of a called process that begin with its own id never clash.",
    ),
    "BPM165": FindingText(
        "“{location}”里的“{element}”带不进调用它的图。",
        "The '{element}' in '{location}' cannot be carried into the chart that calls it.",
        "被引的图只放流程、泳池、错误、消息和画法；删去它。",
        "An imported chart holds a process, its pool, errors, messages and its drawing; delete it.",
    ),
    "BPM166": FindingText(
        "“{location}”绕了一圈又引到自己。",
        "'{location}' imports itself in a circle.",
        "被调用的流程不能再引调用它的图；拆出公共的一段单独成图。",
        "A called chart cannot import its caller; make a chart of its own of what they share.",
    ),
    "BPM167": FindingText(
        "引用的文件超过 {limit} 个。",
        "More than {limit} files are imported.",
        "少引一些，或把小图并成一张。",
        "Import fewer, or join small charts.",
    ),
    "BPM168": FindingText(
        "各文件合起来超过 {limit} 字节。",
        "The files have more than {limit} bytes together.",
        "少引一些；去掉嵌入的图片。",
        "Import fewer, and take embedded pictures out.",
    ),
}
