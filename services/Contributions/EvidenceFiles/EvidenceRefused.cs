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
        $"The file is not a whole file of type {type.Name}.",
        $"文件内容与类型 {type.Name} 不符或不完整。");

    public static RequestRefusedException Infected(string found) => Make(
        StatusCodes.Status422UnprocessableEntity, "evidence.infected",
        $"The virus scanner found '{Shown(found)}'. The file was not stored.", $"病毒扫描发现“{Shown(found)}”，文件未保存。");

    public static RequestRefusedException ScannerUnavailable() => Make(
        StatusCodes.Status503ServiceUnavailable, "evidence.scanner-unavailable",
        "The virus scanner does not answer, and nothing is taken unscanned. Nothing was stored; send the file again.",
        "病毒扫描服务无响应，未经扫描的文件不予接收。未保存任何内容，请重新上传。");

    public static RequestRefusedException KeyUnknown() => Make(
        StatusCodes.Status503ServiceUnavailable, "evidence.key-unknown",
        "The stored file is encrypted under a key that this service was not given. The operator must add it.",
        "所存文件的加密密钥未提供给本服务，须由运维人员补充。");

    public static RequestRefusedException Erased(DateTimeOffset at, Text ground) => Make(
        StatusCodes.Status410Gone, "evidence.erased",
        $"The file was erased on {at:yyyy-MM-dd}: {ground.En}", $"该文件已于 {at:yyyy-MM-dd} 删除：{ground.Zh}");

    public static RequestRefusedException ErasureUnfinished() => Make(
        StatusCodes.Status503ServiceUnavailable, "evidence.erasure-unfinished",
        "The erasure is on record, but the bytes could not be destroyed yet. Send the same request again.",
        "删除已记录，但文件尚未销毁，请重新发送同一请求。");

    public static RequestRefusedException ErasedBefore(DateTimeOffset at) => Make(
        StatusCodes.Status409Conflict, "evidence.erased",
        $"This file was erased on {at:yyyy-MM-dd} and is not taken again.", $"该文件已于 {at:yyyy-MM-dd} 删除，不再接收。");

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
