using Ledger.Rules;

namespace Ledger.Distribution.Domain;

public sealed record SigningKeyMalformed() : Rejection("signing-key.malformed", RejectionKind.Invalid, new(
    "This is no public key: give SubjectPublicKeyInfo with an uncompressed point, DER in base64 without blanks.",
    "这不是公钥：请提供含未压缩点的 SubjectPublicKeyInfo（DER 的 base64，不含空格）。"));

public sealed record SigningKeyOtherKind() : Rejection("signing-key.not-p256", RejectionKind.Invalid, new(
    "The key is of another kind: persons sign with ECDSA on the curve P-256.", "密钥类型不符：个人签名使用 P-256 曲线的 ECDSA。"));

public sealed record SigningKeyNotOnCurve() : Rejection("signing-key.not-on-curve", RejectionKind.Invalid, new(
    "The point of the key does not lie on the curve P-256.", "公钥所示的点不在 P-256 曲线上。"));

public sealed record SigningKeyProofMalformed() : Rejection("signing-key.proof-malformed", RejectionKind.Invalid, new(
    "The proof is no signature: give r and s, 32 bytes each, in base64.", "证明不是签名：应为 r 与 s 各 32 字节的 base64。"));

public sealed record SigningKeyProofWrong() : Rejection("signing-key.proof-wrong", RejectionKind.Invalid, new(
    "The proof was not made by this key for this consortium and this person.", "该证明并非由此密钥为该联合体和该人员作出。"));

public sealed record SigningKeyOfAnother() : Rejection("signing-key.of-another", RejectionKind.Conflict, new(
    "Another person has registered this key: make one of your own.", "该密钥已由他人登记，请自行生成密钥。"));

public sealed record SigningKeyIsRetired() : Rejection("signing-key.retired", RejectionKind.Conflict, new(
    "This key was retired and does not come back: make a new one.", "该密钥已停用且不可恢复，请生成新密钥。"));

public sealed record SigningKeyStands(string KeyId) : Rejection("signing-key.active-exists", RejectionKind.Conflict, new(
    $"You sign with the key {KeyId[..16]}…: retire it before you register another.", $"您当前使用密钥 {KeyId[..16]}… 签名：登记新密钥前请先停用。"));

public sealed record SigningKeyUnknown() : Rejection("signing-key.unknown", RejectionKind.NotFound, new(
    "There is no such signing key in this consortium.", "该联合体中没有此签名密钥。"));

public sealed record SigningKeyNotOwn() : Rejection("signing-key.not-own", RejectionKind.Forbidden, new(
    "A signing key is retired by its person or by an administrator.", "签名密钥只能由本人或管理员停用。"));

public sealed record ApprovalKeyMissing() : Rejection("approval.key-missing", RejectionKind.Conflict, new(
    "You have no signing key, with which an approval could be signed: register one first.", "您没有可用于签署复核的签名密钥，请先登记。"));

public sealed record ApprovalSignatureMissing(string KeyId) : Rejection("approval.signature-missing", RejectionKind.Invalid, new(
    $"The approval is not signed: sign it with your key {KeyId[..16]}….", $"复核未签名：请用您的密钥 {KeyId[..16]}… 签署。"));

public sealed record ApprovalSignatureMalformed() : Rejection("approval.signature-malformed", RejectionKind.Invalid, new(
    "This is no signature: give r and s, 32 bytes each, in base64.", "这不是签名：应为 r 与 s 各 32 字节的 base64。"));

public sealed record ApprovalSignatureWrong(string KeyId) : Rejection("approval.signature-wrong", RejectionKind.Invalid, new(
    $"The signature is not that of your key {KeyId[..16]}… over exactly this proposal.", $"该签名并非您的密钥 {KeyId[..16]}… 对该提案的签名。"));
