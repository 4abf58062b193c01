/** The words by which a kind of event, or its format, is looked for in the five languages. */
import type { EventFormat, EventKind } from '../domain/record/event.ts';

const KINDS: Partial<Record<EventKind, readonly string[]>> = {
  meeting: ['meeting', 'talks', '회담', '会晤', '会谈', '会談', 'pertemuan'],
  summit: ['summit', '정상회담', '首脑会晤', '首脑会谈', '首脳会談', 'pertemuan puncak', 'KTT'],
  dialogue: ['dialogue', '대화', '对话', '対話', 'dialog'],
  multilateral: ['gathering', '다자회의', '多边会议', '多国間会合', 'multilateral'],
  call: ['telephone call', 'phone', '전화 통화', '电话', '通话', '電話会談', 'telepon'],
  visit: ['visit', '방문', '访问', '訪問', 'kunjungan'],
  encounter: ['encounter', '조우', '短暂会面', '立ち話', 'perjumpaan'],
  signing: ['signing', '서명', '签署', '署名', 'penandatanganan'],
  statement: ['message', '메시지', '致函', 'メッセージ', 'pesan'],
};

const FORMATS: Partial<Record<EventFormat, readonly string[]>> = {
  virtual: ['video', 'virtual', '화상', '视频', 'オンライン', 'テレビ会談', 'daring'],
  correspondence: ['letter', '서한', '信函', '書簡', 'surat'],
};

const NONE: readonly string[] = [];

export const kindWords = (kind?: EventKind): readonly string[] => (kind && KINDS[kind]) ?? NONE;

export const formatWords = (format?: EventFormat): readonly string[] =>
  (format && FORMATS[format]) ?? NONE;
