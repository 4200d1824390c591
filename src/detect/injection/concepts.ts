/**
 * Words of twelve languages by what they mean to somebody who steers a model. The classifier sees meanings beside the words, so that what it
 * learned in one language serves in another. A `*` after five letters stands for any ending; of scripts without spaces the first two characters count.
 */
const LEXICON: readonly string[] = [
  // Taking back.
  `ignore ignoring ignored disregard disregarding forget override overriding overrule discard neglect bypass skip cancel scrap drop void dismiss erase revoke abandon circumvent nullify unlearn disobey violate nevermind obsolete overwrite supersede
  ignor* vergi* vergesse missa* missachte verwirf umgeh* übers* überg* beacht* olvid* omite omitir descarta anula anular omita desca* oubli* néglige annule contourne ignoriere ignoré écarte passe* esque* esqueça desconsidera descon* despr* anule dimen* dimentica scarta trascura annulla scord* игнор* забуд* забыт* отмен* обойд* прене* отбро* تجاهل انس انسى انسَ تجاوز ألغ ألغِ اهمل أهمل अनदेख* अनदेखा भूल नज़रअ* भूलकर 忽略 无视 無視 忘记 忘掉 忘了 忘れ 无需 抛弃 作废 绕过 무시 잊고 잊어 잊으 취소`,
  // What stood before.
  `previous previously prior above earlier before preceding original initial first past former foregoing beginning start starting aforementioned hitherto
  vorhe* vorig* bishe* obige* oben früher* frühe* ursprü* anfan* zuvor vorher davor anter* antes previ* arriba inici* origi* precé* avant dessus antér* début prece* prima sopra inizi* acima прежн* преды* выше ранее раньше перво* исход* السابقة السابق سابقا أعلاه قبل الأولى الأصلية पिछले पहले ऊपर पिछली पूर्व प्रारं* 之前 以前 上面 上述 先前 此前 最初 前面 原来 これ 以上 先ほ 前の 今ま 이전 앞의 위의 지금 기존 처음 앞선`,
  // Orders.
  `instruction instructions instructed rules rule guidelines guideline directive directives directions commands command orders order policy policies constraints constraint restrictions restriction limits limitations filters filter safeguards safeguard programming training configuration protocols guardrails principles ethics
  anwei* regel* vorga* befeh* besch* richt* vorsc* instr* regla* regra* regol* orden* direc* direct* norma* restr* límit* limit* consi* consigne règle* régle* ordre* istru* ordin* diret* indic* comand* linee инстр* прави* указа* коман* огран* дирек* التعليمات تعليمات القواعد قواعد أوامر الأوامر قيود القيود توجيه* निर्द* नियम नियमों आदेश आदेशों 指令 指示 规则 規則 规定 命令 限制 制限 要求 约束 준칙 지시 명령 규칙 지침 제한 ルー 설정 制約`,
  // The prompt itself.
  `prompt prompts system hidden internal confidential preprompt metaprompt context message messages text verbatim
  promp* system* systemprompt syste* sistem* systè* verst* gehei* versteckte intern* ocult* oculta confi* vertr* caché* cachée nasco* messa* mensa* mensaje nachr* текст сообщ* систе* промп* скрыт* внутр* النظام نظام المخفية الرسالة رسالة सिस्ट* प्रॉम्* छिपे संदेश 系统 系統 提示 隐藏 隠さ 内部 プロ シス 시스 프롬 숨겨 숨은 메시 原样 内容`,
  // Speaking.
  `say print output repeat reveal show tell write display give respond reply answer type echo dump recite share disclose leak state expose provide return translate summarize summarise paste copy quote spell encode reproduce
  sag sage zeig zeige nenne gib schre* antwo* wiede* verra* ausge* druck* muest* muéstra* muéstrame repit* di dime dame escri* respo* revel* impri* imprime mostra mostr* montr* affic* dis répèt* réponds répon* écris donne révèl* dévoi* mostre diga escre* repita revele imprima scriv* rispo* rivel* ripet* dimmi stampa покаж* выведи вывед* скажи напиш* отвеч* ответ* повто* раскр* назов* اعرض أظهر اظهر قل اكتب كرر اطبع أخبرني اكشف أجب दिखाओ दिखाएं बताओ बताएं लिखो लिखें कहो कहें दोहराओ उत्तर जवाब प्रकट 显示 输出 说出 告诉 打印 重复 回答 回复 写出 泄露 展示 揭示 公开 表示 出力 教え 答え 言っ 繰り 書い 返答 開示 출력 보여 말해 알려 대답 공개 답해 답변 반복 표시`,
  // The model.
  `ai assistant assistants model models llm llms chatgpt gpt bot chatbot agent agents claude gemini copilot openai anthropic gpt-4 machine robot a.i
  ki assis* asist* model* modèl* kimodell sprac* chatb* agente agent* ia ии ассис* модел* бот нейро* المساعد مساعد النموذج الذكاء الذكي असिस्* सहायक मॉडल एआई 助手 模型 智能 機械 助理 アシ モデ 人工 어시 모델 비서 챗봇 에이 인공`,
  // You.
  `you your yours yourself you're you've you'll u ya
  du dein deine deinen deiner deinem dich dir ihre ihr ihnen tú tu tus te usted su sus vos toi ton ta tes vous votre vos você seu sua suas lei tuo tua tuoi tue ti ты тебе твой твои твоя твоих тебя вы ваш ваши вас вам أنت انت لك كلماتك عليك तुम तुम्हा* आप आपको आपके अपना अपने अपनी तुझे 你 您 你的 您的 你是 你要 あな 君は お前 당신 너는 너의 네가 넌`,
  // Whom it works for.
  `user users user's human humans owner customer reader recipient visitor person shopper client
  nutzer benut* anwen* kunde kunden besit* usuario usuar* clien* propr* utili* lecte* destina* utente utenti lettore пользо* клиен* владе* المستخدم مستخدم العميل القارئ उपयोग* यूज़र यूजर ग्राह* 用户 使用 主人 客户 ユー 利用 顧客 사용 고객 유저 读者`,
  // Sending away.
  `send forward email mail transfer upload post share wire transmit exfiltrate submit deliver bcc leak publish text
  sende schick* leite weite* überw* überm* lade hochl* envía envia envíe enviar reenv* trans* sube publi* envoie envoy* virem* parta* envie encam* invia invii inolt* carica pubbl* отпра* перев* перес* загру* опубл* أرسل ارسل إرسال حول انقل شارك भेजो भेजें भेजना भेज 发送 转发 转账 上传 发给 发到 转给 公布 送信 転送 送っ 送金 アッ 보내 전송 전달 송금 업로 공유`,
  // Acting.
  `delete execute run call invoke visit open click book buy grant invite unlock disable install download remove change approve purchase sell fetch refund add insert append include recommend rate rank persuade convince
  lösch* führe* öffne besuch* kauf* buche lade install* entfe* geneh* empfie* elimina borra ejecuta abre compra visita instala recom* conce* supprime exécut* ouvre achète visite installe recommande autor* apague exclua execute abra compre visite instale remova cancella esegui apri compra visita installa consiglia удали запус* выпол* откро* купи перей* устан* скача* احذف نفذ افتح اشتر زر قم حمل ثبت हटाओ हटाएं चलाओ खोलो खरीदो डाउनल* 删除 执行 运行 打开 访问 购买 下载 安装 推荐 调用 点击 削除 実行 開い 購入 訪問 インス 推薦 삭제 실행 열어 구매 방문 설치 다운 추천`,
  // Denial.
  `not never don't dont no without cannot can't nothing neither nor none won't doesn't isn't shouldn't avoid stop
  nicht nie niemals kein keine keinen ohne nichts no nunca sin jamás nada ne pas jamais sans aucun aucune rien não nunca sem nada non mai senza niente nessun* не никогда нет без ничего нельзя لا لم لن بدون دون ليس नहीं मत बिना कभी न 不要 不得 没有 不能 不会 绝不 无需 不用 别 ない なく せず 지마 말고 않고 없이 않는 마세 없는`,
  // What is guarded.
  `password passwords secret secrets key keys code token tokens credentials passphrase pin api credential cookie cookies passcode
  passw* kennw* schlü* zugan* gehei* contr* clave claves secre* secreto código codig* mot clé clés secret passe senha senhas chave segre* parola chiave codice пароль парол* секре* ключ код токен كلمة المرور السر سر مفتاح رمز पासवर* गुप्त कुंजी कोड 密码 秘密 密钥 口令 机密 令牌 凭证 通讯 パス 鍵を 合言 비밀 암호 패스 비번`,
  // Passing.
  `granted access hacked unlocked accepted correct authorized authorised permission verified success
  zugri* acces* accès acess* доступ الوصول पहुंच 访问 授权 許可 アク 접근 승인 허가`,
  // A turn of things.
  `now instead henceforth immediately hereby new updated actually rather anymore longer hence hereafter onwards
  jetzt nun statt* stattd* sofort neue neuen neuer ab ahora nuevo nueva nuevas adelante partir mainte* désor* nouve* plutôt agora nova novo novas invés adesso ora nuove nuova invece теперь сейчас новые новая новый вместо отныне الآن الان الجديدة جديدة بدلا अब नई नए बजाय 现在 从现 新的 立即 今后 接下 今か 新し 代わ これ 이제 지금 새로 대신 부터`,
  // Duty.
  `must should shall have required need mandatory obey comply follow always only only ordered obligatory strictly
  muss musst müssen sollst soll immer nur folge befolg* gehor* debes debe deben tienes siempre solo sólo obede* sigue dois doit devez toujours seulem* obéis suis suivez deve deves sempre apenas siga devi solo segui obbed* должен должна должны всегда только следуй выпол* يجب دائما فقط اتبع चाहिए हमेशा केवल सिर्फ 必须 只能 总是 遵守 应该 只需 必ず 従っ 常に だけ 반드 항상 오직 따라 해야`,
  // Playing.
  `pretend act roleplay role-play character simulate imagine play persona mode role game hypothetical fictional scenario become
  tu so spiel* rolle modus verha* finge* fingi* actúa actua rol papel modo juega personaje imagin* joue rôle mode fais préte* compo* finja aja jogue fingi recita ruolo gioco представь предс* притв* роль режим играй веди تظاهر تصرف دور وضع تخيل बनकर भूमिका मोड नाटक 扮演 假装 角色 模式 充当 想象 游戏 假设 演じ 役割 モー ふり 想像 ロー 역할 모드 연기 상상 척해 가정`,
  // Without bounds.
  `unrestricted unfiltered uncensored free freely anything dan jailbreak jailbroken amoral refuse refuses refusing unlimited limitless unethical immoral illegal evil unbound unchained unlocked unmoderated
  uneingesch* unein* frei grenz* unzen* libre libres filtro filtros censura sans filtre limite* libér* censu* livre livres senza liber* неогр* свобо* фильт* ценз* قيود حر मुक्त आज़ाद सीमा 自由 不受 任何 越狱 开发 无限 自由 脱獄 開発 無制 자유 탈옥 개발 무제 제약`,
  // Concealment.
  `mention inform notify secretly silently quietly aware know alert discreetly hide conceal secrecy disclose
  erwäh* infor* heiml* still* wissen verra* menci* infor* secre* avisa* callad* prévi* menti* savoir discr* avise* conte saiba silen* menzi* avver* sappia silenz* упоми* сообщ* тайно скрыт* говори تخبر تذكر سرا بصمت बताए बिना चुपच* 不告 告知 提及 悄悄 秘密 知道 暗中 黙っ 知ら 伝え 内緒 알리 몰래 언급 조용`,
  // Questions of people.
  `how what why which who where when can could does is are would do
  wie was warum welche welcher welches wo wann kann können cómo qué por cuál cuáles dónde puedo puede comment quoi pourquoi quel quelle quels peux puis como quê qual quais posso pode come cosa perché quale quali как что почему какой какие где можно كيف ما لماذا هل أين متى कैसे क्या क्यों कौन कहाँ कब 如何 怎么 什么 为什 哪些 怎样 是否 どう なぜ 何で どの 何を 어떻 무엇 왜 어떤 뭐가`,
  // The speaker.
  `i my me we our us i'm i've mine
  ich mein meine meinen mir mich wir unser yo mi mis me nos nuestro je mon ma mes moi nous notre eu meu minha meus nosso io mio mia miei noi nostro я мой моя мне меня мы наш أنا لي نحن मैं मेरा मेरे मुझे हम 我 我的 我们 私は 私の 僕は 나는 내가 나의 우리 저는 제가`,
  // Asking for notice.
  `important attention urgent note notice warning priority critical alert announcement
  wicht* achtu* hinwe* dring* impor* atenc* aviso nota urgen* avis remar* atenç* aviso avvis* atten* важно внима* срочн* приме* هام انتباه ملاحظة تنبيه عاجل महत्व* ध्यान सूचना नोट 注意 重要 紧急 通知 緊急 お知 중요 주의 긴급 공지 참고`,
  // Conditions.
  `if when whenever once while after upon
  wenn falls sobald nachdem si cuando después siempre quand lorsque après se quando assim dopo appena если когда после إذا عندما بعد अगर जब यदि बाद 如果 当你 一旦 之后 もし した 場合 만약 경우 하면 때는`,
  // Authority.
  `administrator admin developer developers creator operator authorised authorized engineer root maintainer supervisor owner
  entwi* admin* erste* betre* desar* creador crea* dével* crée* desen* criador svilup* разра* админ* созда* المطور المسؤول المدير डेवल* प्रशा* 管理 开发 作者 主管 開発 管理 작성 관리 개발`,
  // Speech about it.
  `explain meaning mean means example article story novel essay difference detect prevent injection attack attacks attackers explains define describe discuss research paper book policy
  erklä* bedeu* beisp* unter* angri* expli* signi* ejemp* diferenc* ataqu* exemp* différ* attaq* diffe* signif* esempio spieg* attac* объяс* значи* приме* атак* разни* اشرح معنى مثال هجوم الفرق समझा* अर्थ उदाहरण हमला अंतर 解释 意思 例子 区别 攻击 介绍 说明 意味 例え 違い 攻撃 説明 설명 의미 예시 차이 공격`,
]

/** The meaning of each listed word, by the hash that `hashes` makes of it: 1 and up; words of several meanings keep the first. */
export function conceptTable(hash: (word: string) => number): { keys: Int32Array; values: Uint8Array } {
  const keys = new Int32Array(SLOTS)
  const values = new Uint8Array(SLOTS)
  for (const [index, words] of LEXICON.entries()) {
    for (const word of words.split(/\s+/)) {
      const key = hash(word)
      let slot = key & (SLOTS - 1)
      while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1)
      if (keys[slot] === key) continue
      keys[slot] = key
      values[slot] = index + 1
    }
  }
  return { keys, values }
}

/** Number of places in the table: a power of two, about four times the words. */
export const SLOTS = 1 << 13
