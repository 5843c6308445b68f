using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>Why an evidence file is not taken in or not given out.</summary>
internal static class EvidenceRefused
{
    public static RequestRefusedException MediaType(string? given) => Make(
        StatusCodes.Status415UnsupportedMediaType, "evidence.media-type",
        $"Evidence of type '{Shown(given)}' is not taken. Send a Content-Type of {Allowed}.",
        $"不接受类型为“{Shown(given)}”的凭证，Content-Type 须为以下之一：{Allowed}。");

    public static RequestRefusedException ContentMismatch(EvidenceMediaType type) => Make(
        StatusCodes.Status422UnprocessableEntity, "evidence.content-mismatch",
        $"The file does not begin as a file of type {type.Name} does.",
        $"文件内容与类型 {type.Name} 不符。");

    public static RequestRefusedException Empty() => Make(StatusCodes.Status422UnprocessableEntity, "evidence.empty",
        "The file is empty.", "文件为空。");

    public static RequestRefusedException TooLarge(long limit) => RequestRefused.TooLarge(limit);

    public static RequestRefusedException Unknown() => Make(StatusCodes.Status404NotFound, "evidence.unknown",
        "No file with this hash is stored in this consortium.", "该联合体中没有此哈希的文件。");

    public static RequestRefusedException Damaged() => Make(StatusCodes.Status500InternalServerError, "evidence.damaged",
        "The stored file no longer has the hash under which it was recorded. It is not shown; the operator must restore it.",
        "所存文件与登记的哈希不再一致，已停止提供，须由运维人员恢复。");

    public static RequestRefusedException Unavailable() => Make(StatusCodes.Status503ServiceUnavailable, "evidence.unavailable",
        "The evidence store cannot be used now. Nothing was stored; send the file again.",
        "凭证存储暂时不可用，未保存任何内容，请重新上传。");

    private static string Allowed => string.Join(", ", EvidenceMediaType.All.Select(type => type.Name));

    private static string Shown(string? given) => given is null ? "" : given.Length <= 60 ? given : given[..57] + "...";

    private static RequestRefusedException Make(int status, string code, string en, string zh) =>
        new(new Problem(status, code, new Text(en, zh)));
}
